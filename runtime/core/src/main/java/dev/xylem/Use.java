package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Uses a part in an application under another name or another base. Only inside {@link Synthesize#uses}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Use {
    /** The part. */
    Class<?> value();

    /** The directory at which relative paths of the part start; itself relative to the home of the program. */
    String base() default "";

    /** The name of the part in this application; by default the name of the part. */
    String name() default "";

    /** On which constant this use depends; at most one condition. */
    OnlyIf[] onlyIf() default {};
}
