package dev.xylem;

import dev.xylem.spi.Exporter;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says by which protocols the store of an application may be reached from outside. Stands beside {@link Synthesize}. A
 * program contains no class of a protocol that it does not name here.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Export {
    /** The protocols, such as {@code Xenstore.class}; each has a public constructor without parameters. */
    Class<? extends Exporter>[] value();
}
