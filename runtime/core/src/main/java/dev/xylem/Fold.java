package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks state: a pure function of its own previous value and of other values.
 *
 * <p>The parameter named {@code previous}, or any that means the value itself by the usual rules, gets the value of the commit
 * before. The method runs once in each commit in which one of its other parameters changed, and only then. In the first cycle
 * it does not run, unless it is to run {@link #atStart}: the value is {@link #initial}, or, where it is published and the store holds its node already, what that
 * node says. A refused commit leaves it as it was.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Fold {
    /** What {@link #initial} holds when nothing is declared; no text of a store equals it. */
    String NONE = "\u0000";

    /**
     * The text of the first value, converted like that of an input and checked when this compiles. Only an
     * {@link java.util.Optional} needs none: it starts empty.
     */
    String initial() default NONE;

    /**
     * Names of other parameters of the method. In a commit in which one of them changed the value is {@link #initial} again,
     * whatever else changed, and the method does not run.
     */
    String[] resetOn() default {};

    /**
     * Whether the method runs in the first cycle too, with what it starts from as the previous value: for state that follows what
     * the other values are, and not only how they change.
     */
    boolean atStart() default false;

    /**
     * The name of a value of the part, of type {@code Family<K, V>}, for each of whose instances there is a state. Then the first
     * parameter of the method besides the previous value gets the key of an instance, and the second the instance; others read the
     * value as a {@code Family} of these keys and of what the method returns. An instance begins with {@link #initial} in the commit
     * that brings it, the method runs for it in commits in which it or another parameter changed, and its state goes with it.
     */
    String each() default "";
}
