package jakarta.validation.constraints;

/** The name and the members that matter, so that the tests need no jar. */
public @interface Max {
    long value();
}
