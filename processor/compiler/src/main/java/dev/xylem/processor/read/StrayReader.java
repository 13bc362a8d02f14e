package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.Stray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Finds annotations whose class lacks the annotation that would give them a meaning. */
public final class StrayReader {
    private final ProcessingEnvironment environment;

    /** A reader for one round. */
    public StrayReader(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    /** The stray annotations of a round, in the order of their classes' names. */
    public List<Stray> read(RoundEnvironment round) {
        List<Stray> strays = new ArrayList<>();
        for (String annotation : List.of("Input", "Derived", "Fold", "Constant", "OnlyIf", "Effect", "Publish")) {
            for (Element method : annotated(round, annotation)) {
                if (method instanceof ExecutableElement
                        && method.getEnclosingElement() instanceof TypeElement type
                        && Annotations.find(type, "Part").isEmpty()) {
                    strays.add(new Stray(annotation, "Part", place(type, method, annotation)));
                }
            }
        }
        for (Element type : annotated(round, "Export")) {
            if (Annotations.find(type, "Synthesize").isEmpty()) {
                Position place = Position.of(Places.id((TypeElement) type));
                strays.add(new Stray("Export", "Synthesize", place.in(ClassId.of("dev.xylem", "Export"), "")));
            }
        }
        strays.sort(Comparator.comparing(stray -> stray.position().type()));
        return strays;
    }

    private Position place(TypeElement type, Element method, String annotation) {
        return Position.of(Places.id(type))
                .member(
                        Places.signature(method, environment.getTypeUtils()),
                        method.getSimpleName().toString())
                .in(ClassId.of("dev.xylem", annotation), "");
    }

    private Iterable<? extends Element> annotated(RoundEnvironment round, String annotation) {
        TypeElement type = environment.getElementUtils().getTypeElement("dev.xylem." + annotation);
        return type == null ? List.of() : round.getElementsAnnotatedWith(type);
    }
}
