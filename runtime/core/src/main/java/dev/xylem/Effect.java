package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs after each commit in which one of the values named by its parameters changed.
 *
 * <p>Effects run on the program's effect executor, in declaration order, commit after commit. A parameter of type
 * {@link Change} receives the former value too. At the start every effect runs once with the first values; there the old
 * value of a change equals the new one.
 *
 * <p>An effect for {@link #each} instance of a family runs after each commit for the instances that appeared or changed in it, and
 * at the start for all; in a commit in which another of its parameters changed it runs for all. Those that are gone come first.
 * What a run for an instance returns is held for that instance, until the next run for it has returned another, or until it is gone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Effect {
    /**
     * The name of a value of the part, of type {@code Family<K, V>}. Then the first parameter of the method gets the key of an
     * instance, and the second the instance: declared as {@code V}; as {@code Optional<V>}, also when it is gone, and empty then; or
     * as {@code Change<Optional<V>>}, also when it is gone. Further parameters mean values, as usual.
     */
    String each() default "";
}
