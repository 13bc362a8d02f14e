package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how a component of a record lies in the directory that the record is bound to. Without it, it is the child with the
 * component's own name, required unless it is an {@link java.util.Optional} or a collection.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.RECORD_COMPONENT)
public @interface Child {
    /**
     * The path below the directory; empty for the component's own name. Of a {@link dev.xylem.family.Family} its last name may say with
     * what the names of the children begin, and where the key follows: {@code queue-{n}}. Other children of that directory do not matter then.
     */
    String value() default "";

    /** The text of the component while its node is absent; only for what is one node. */
    String orElse() default Input.NONE;
}
