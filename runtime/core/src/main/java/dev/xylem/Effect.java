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
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Effect {}
