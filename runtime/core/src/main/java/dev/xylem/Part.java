package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an abstract class that declares values bound to the store, values derived from them, and what they cause.
 *
 * <p>The parameters of its one constructor are its dependencies; the generated builder has a setter for each. Instance
 * fields must be final. The only subclass is the generated companion, {@code <SimpleName>_Xylem}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Part {
    /** The name under which programs offer this part; by default the simple name with a small first letter. */
    String name() default "";
}
