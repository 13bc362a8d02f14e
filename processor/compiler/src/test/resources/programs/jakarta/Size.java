package jakarta.validation.constraints;

/** The name and the members that matter, so that the tests need no jar. */
public @interface Size {
    int min() default 0;

    int max() default Integer.MAX_VALUE;
}
