package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Source;
import dev.xylem.processor.model.Visibility;
import java.util.Optional;

/**
 * A parameter of a method or constructor.
 *
 * @param type as declared
 * @param visibility from where its type can be used
 */
public record ParameterDeclaration(
        String name, JavaType type, Visibility visibility, Optional<FromMark> from, Position position) {
    private static final String PREVIOUS = "previous";
    private static final ClassId CHANGE = ClassId.of("dev.xylem", "Change");

    /** What {@code @From} says; empty texts for attributes that are not given. */
    public record FromMark(Optional<ClassId> part, String use, String value, String path) {}

    /** Whether it is declared as {@code Change<X>}. */
    public boolean isChange() {
        return type instanceof JavaType.Declared declared && declared.id().equals(CHANGE);
    }

    /** The type of the value it takes: {@code X} of {@code Change<X>}. */
    public JavaType valueType() {
        return type instanceof JavaType.Declared declared
                        && declared.id().equals(CHANGE)
                        && declared.arguments().size() == 1
                ? declared.arguments().get(0)
                : type;
    }

    /** The same, or, for the name that stands for the previous value of a fold, one that means the fold. */
    ParameterDeclaration previousOf(String fold) {
        return from.isEmpty() && name.equals(PREVIOUS)
                ? new ParameterDeclaration(
                        name, type, visibility, Optional.of(new FromMark(Optional.empty(), "", fold, "")), position)
                : this;
    }

    /** Which value it means. */
    public Source source() {
        return from.<Source>map(mark -> mark.path().isEmpty()
                        ? new Source.Named(mark.part(), mark.use(), mark.value().isEmpty() ? name : mark.value())
                        : new Source.AtPath(mark.path()))
                .orElseGet(() -> new Source.Named(Optional.empty(), "", name));
    }
}
