package dev.xylem.processor.model;

import java.util.List;

/**
 * A parameter of a derived value or of an effect.
 *
 * @param name its name in the source
 * @param type the type of the value that it takes: {@code X} where it is declared {@code Change<X>}
 * @param change whether it is declared as {@code Change<X>}
 * @param source which value it means
 */
public record Parameter(String name, JavaType type, boolean change, Source source, Position position) {
    /** The type as declared. */
    public JavaType declared() {
        return change ? new JavaType.Declared(ClassId.of("dev.xylem", "Change"), List.of(type.boxed())) : type;
    }
}
