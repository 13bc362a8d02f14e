package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds an abstract method of a {@link Part} to a path of the store.
 *
 * <p>The value is required unless {@link #orElse} is given or the method returns {@link java.util.Optional}. A commit
 * that would leave a required value absent is refused.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Input {
    /** What {@link #orElse} holds when nothing is declared; no text of a store equals it. */
    String NONE = "\u0000";

    /** The path; relative ones start at the program's home, or at the base of {@link Use}. */
    String value();

    /** The text of the value while the node is absent; converted and checked when this compiles. */
    String orElse() default NONE;

    /**
     * Makes the value a request: once a commit has brought a text other than this one, and its effects have run, the program writes
     * this text back in a commit of its own, unless the node has changed again; then that is acknowledged in its turn. Who
     * asked sees by it that the request was taken.
     */
    String acknowledge() default NONE;

    /** A class with a public no-argument constructor that converts text to the value and back. */
    Class<? extends Codec<?>> codec() default NoCodec.class;
}
