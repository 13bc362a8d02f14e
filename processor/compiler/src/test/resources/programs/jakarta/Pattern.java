package jakarta.validation.constraints;

/** The name and the members that matter, so that the tests need no jar. */
public @interface Pattern {
    String regexp();

    Flag[] flags() default {};

    /** How the expression is read. */
    enum Flag {
        CASE_INSENSITIVE
    }
}
