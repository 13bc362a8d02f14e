package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an abstract method of a {@link Part} a value that is fixed when the program is synthesised: by the option
 * {@code -Axylem.set.KEY=TEXT} of the compiler, otherwise by the properties file that {@code -Axylem.constants=FILE} names,
 * otherwise by {@link #orElse}. Generated code holds it as a literal.
 *
 * <p>With {@link Publish} it is also a node of the store, which nobody can change.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Constant {
    /** What {@link #orElse} holds when nothing is declared. */
    String NONE = "\u0000";

    /** The key, the same for all parts of an application: letters, digits, dots, hyphens and underscores. */
    String value();

    /** The text that holds where nothing else is given; converted and checked when this compiles. */
    String orElse() default NONE;
}
