package dev.xylem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which value a parameter means, where its own name is not enough. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface From {
    /** The part that declares the value; by default the part that the parameter stands in. */
    Class<?> part() default void.class;

    /** The name under which the application uses that part, needed only where it uses it twice. */
    String use() default "";

    /** The name of the value, that is of its method; by default the name of the parameter. */
    String value() default "";

    /** The path of an input of the application, instead of part and value. */
    String path() default "";
}
