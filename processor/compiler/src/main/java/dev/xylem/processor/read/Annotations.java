package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Reads annotations by name, without loading their classes. */
final class Annotations {
    private final Elements elements;

    Annotations(Elements elements) {
        this.elements = elements;
    }

    /** An annotation of {@code dev.xylem}. */
    static Optional<AnnotationMirror> find(Element element, String simpleName) {
        return find(element, ClassId.of("dev.xylem", simpleName));
    }

    static Optional<AnnotationMirror> find(Element element, ClassId type) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement() instanceof TypeElement found
                    && Places.id(found).equals(type)) {
                return Optional.of(mirror);
            }
        }
        return Optional.empty();
    }

    /** An attribute of any type, its default included. */
    AnnotationValue value(AnnotationMirror mirror, String attribute) {
        return elements.getElementValuesWithDefaults(mirror).entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(attribute))
                .<AnnotationValue>map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new UnresolvedTypeException(mirror + " (" + attribute + ")"));
    }

    String text(AnnotationMirror mirror, String attribute) {
        return String.valueOf(value(mirror, attribute).getValue());
    }

    boolean flag(AnnotationMirror mirror, String attribute) {
        return Boolean.TRUE.equals(value(mirror, attribute).getValue());
    }

    long number(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute).getValue() instanceof Number number ? number.longValue() : 0;
    }

    TypeMirror type(AnnotationMirror mirror, String attribute) {
        return type(value(mirror, attribute));
    }

    /** The class that a value names. */
    static TypeMirror type(AnnotationValue value) {
        TypeMirror type = value.accept(
                new SimpleAnnotationValueVisitor14<TypeMirror, Void>() {
                    @Override
                    public TypeMirror visitType(TypeMirror mirror, Void none) {
                        return mirror;
                    }

                    @Override
                    protected TypeMirror defaultAction(Object other, Void none) {
                        throw new UnresolvedTypeException(String.valueOf(other));
                    }
                },
                null);
        if (type.getKind() == TypeKind.ERROR) {
            throw new UnresolvedTypeException(type.toString());
        }
        return type;
    }

    /** The element of the class that a value names. */
    static Optional<TypeElement> element(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element
                ? Optional.of(element)
                : Optional.empty();
    }

    /** The entries of an array. */
    List<AnnotationValue> list(AnnotationMirror mirror, String attribute) {
        return value(mirror, attribute)
                .accept(
                        new SimpleAnnotationValueVisitor14<List<AnnotationValue>, Void>() {
                            @Override
                            public List<AnnotationValue> visitArray(
                                    List<? extends AnnotationValue> entries, Void none) {
                                return List.copyOf(entries);
                            }

                            @Override
                            protected List<AnnotationValue> defaultAction(Object other, Void none) {
                                throw new UnresolvedTypeException(String.valueOf(other));
                            }
                        },
                        null);
    }

    /** The entries of an array of annotations. */
    List<AnnotationMirror> nested(AnnotationMirror mirror, String attribute) {
        return list(mirror, attribute).stream()
                .map(entry -> (AnnotationMirror) entry.getValue())
                .toList();
    }

    /** What {@code @OnlyIf} says. */
    Condition condition(AnnotationMirror mark, Position position) {
        return new Condition(text(mark, "value"), texts(mark, "is"), position);
    }

    /** What {@code @OnlyIf} above an element says. */
    Optional<Condition> condition(Element element, Position position) {
        return find(element, "OnlyIf").map(mark -> condition(mark, position.in(ClassId.of("dev.xylem", "OnlyIf"), "")));
    }

    /** The entries of an array of texts or of names of enum constants. */
    List<String> texts(AnnotationMirror mirror, String attribute) {
        return list(mirror, attribute).stream()
                .map(entry -> entry.getValue() instanceof Element constant
                        ? constant.getSimpleName().toString()
                        : String.valueOf(entry.getValue()))
                .toList();
    }
}
