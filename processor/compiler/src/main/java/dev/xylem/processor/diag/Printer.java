package dev.xylem.processor.diag;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Position;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Prints findings as errors of the compiler: the one class that does. What lies outside the compiled sources is printed on
 * the element that led there, with its own name in front. Nothing is printed twice. Used by one thread.
 */
public final class Printer {
    private final ProcessingEnvironment environment;
    private final Predicate<ClassId> compiled;
    private final Set<String> printed = new HashSet<>();

    /**
     * A printer for one compilation.
     *
     * @param compiled tells which classes are compiled from source
     */
    public Printer(ProcessingEnvironment environment, Predicate<ClassId> compiled) {
        this.environment = environment;
        this.compiled = compiled;
    }

    /** Prints what concerns no element. */
    public void print(Code code, String what, String mend) {
        String text = "[" + code.text() + "] " + what + "\n  Mend: " + mend + "\n  See: " + code.link();
        environment.getMessager().printMessage(Diagnostic.Kind.ERROR, text);
    }

    /** Says something that is neither wrong nor doubtful about an element that is compiled from source. */
    public void note(String text, Position subject) {
        var messager = environment.getMessager();
        Place place = find(subject);
        if (place.element == null) {
            messager.printMessage(Diagnostic.Kind.NOTE, text);
        } else {
            messager.printMessage(Diagnostic.Kind.NOTE, text, place.element);
        }
    }

    /**
     * Prints a finding.
     *
     * @param subject the element under examination, compiled from source, which stands in for places outside
     */
    public void print(Finding finding, Position subject) {
        boolean here = compiled.test(finding.at().type());
        Finding shown = here
                ? finding
                : new Finding(finding.code(), subject, finding.at() + ": " + finding.what(), finding.mend());
        if (!printed.add(shown.at() + "\n" + shown.text())) {
            return;
        }
        Place place = find(shown.at());
        var messager = environment.getMessager();
        if (place.element == null) {
            messager.printMessage(Diagnostic.Kind.ERROR, shown.text());
        } else if (place.annotation == null) {
            messager.printMessage(Diagnostic.Kind.ERROR, shown.text(), place.element);
        } else if (place.value == null) {
            messager.printMessage(Diagnostic.Kind.ERROR, shown.text(), place.element, place.annotation);
        } else {
            messager.printMessage(Diagnostic.Kind.ERROR, shown.text(), place.element, place.annotation, place.value);
        }
    }

    private record Place(
            @Nullable Element element,
            @Nullable AnnotationMirror annotation,
            @Nullable AnnotationValue value) {}

    private Place find(Position at) {
        TypeElement type =
                environment.getElementUtils().getTypeElement(at.type().canonical());
        if (type == null) {
            return new Place(null, null, null);
        }
        Element element = member(type, at);
        if (at.annotation().isEmpty()) {
            return new Place(element, null, null);
        }
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (Places.id((TypeElement) mirror.getAnnotationType().asElement())
                    .equals(at.annotation().get())) {
                return new Place(element, mirror, attribute(mirror, at.attribute()));
            }
        }
        return new Place(element, null, null);
    }

    private Element member(TypeElement type, Position at) {
        if (at.member().isEmpty()) {
            return type;
        }
        for (Element member : type.getEnclosedElements()) {
            if (Places.signature(member, environment.getTypeUtils()).equals(at.member())) {
                return at.parameter() >= 0 && member instanceof ExecutableElement method
                        ? method.getParameters().get(at.parameter())
                        : member;
            }
        }
        return type;
    }

    private static @Nullable AnnotationValue attribute(AnnotationMirror mirror, String name) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
