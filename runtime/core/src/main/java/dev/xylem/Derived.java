package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a pure function of the values that its parameters name.
 *
 * <p>It may run at most once per commit, and not at all when nothing it reads has changed. What it throws refuses the
 * commit. A static method cannot read anything else by mistake.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Derived {}
