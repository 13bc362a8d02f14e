package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Writes a {@link Derived} value back to the store, as part of the commit that changed it.
 *
 * <p>The node belongs to the program: writes, removals and changes of its access list by others are refused with EACCES.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Publish {
    /** The path; relative ones start at the program's home, or at the base of {@link Use}. */
    String value();

    /**
     * Whether the value is written only while the directory that holds the node exists. What others remove stays removed then,
     * and what they make again gets the value. A store of the program's own lets nobody remove it, and has the node always.
     */
    boolean existing() default false;
}
