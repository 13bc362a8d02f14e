package dev.xylem;

import dev.xylem.store.Access;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the interface that stands for an application. The generated program is named {@code Xylem<SimpleName>}, lies in
 * the same package and implements it.
 *
 * <p>A static method of the interface without parameters builds a dependency of that type; if there is one for every
 * dependency, the program has a {@code main}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Synthesize {
    /** The parts, each under its own name and with paths relative to the home of the program. */
    Class<?>[] value() default {};

    /** Parts under other names or bases. */
    Use[] uses() default {};

    /** The access rule of the store; by default the one of the target. */
    Class<? extends Access> access() default Access.class;
}
