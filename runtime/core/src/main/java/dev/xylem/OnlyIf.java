package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps something out of programs in which a constant has another value: a value or an effect of a part, a whole part, or one
 * use of it. The generated program neither contains nor links what is switched off.
 *
 * @see Constant
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OnlyIf {
    /** The key of a {@link Constant} that some part of the application declares. */
    String value();

    /** The texts of the constant with which it is switched on. */
    String[] is() default "true";
}
