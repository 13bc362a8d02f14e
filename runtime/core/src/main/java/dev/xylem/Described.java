package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on generated companions and keeps what the class file of a part loses: the names of parameters, the first
 * sentences of its documentation and the order of declaration. Written and read by the processor; not for use by hand.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Described {
    /** The first sentence of the part's documentation. */
    String summary() default "";

    /** The names of the parameters of the part's constructor. */
    String[] dependencies() default {};

    /** The inputs and derived values, in the order of declaration. */
    Member[] values() default {};

    /** The effects, in the order of declaration. */
    Member[] effects() default {};

    /** A method of a part. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({})
    @interface Member {
        /** The name of the method; a part has only one annotated method of a name. */
        String name();

        /** The names of its parameters. */
        String[] parameters() default {};

        /** The first sentence of its documentation. */
        String summary() default "";
    }
}
