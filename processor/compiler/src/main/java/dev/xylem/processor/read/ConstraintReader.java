package dev.xylem.processor.read;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** Reads constraints of Jakarta Validation by name, so that users may have them and need not. */
final class ConstraintReader {
    private static final String PACKAGE = "jakarta.validation.constraints";

    private final Annotations annotations;

    ConstraintReader(Annotations annotations) {
        this.annotations = annotations;
    }

    List<Constraint> read(Element method) {
        List<Constraint> constraints = new ArrayList<>();
        find(method, "NotNull").ifPresent(a -> constraints.add(new Constraint.NotNull()));
        find(method, "Min").ifPresent(a -> constraints.add(new Constraint.Min(annotations.number(a, "value"))));
        find(method, "Max").ifPresent(a -> constraints.add(new Constraint.Max(annotations.number(a, "value"))));
        find(method, "Size")
                .ifPresent(a -> constraints.add(
                        new Constraint.Size((int) annotations.number(a, "min"), (int) annotations.number(a, "max"))));
        find(method, "Pattern")
                .ifPresent(a -> constraints.add(
                        new Constraint.Pattern(annotations.text(a, "regexp"), annotations.texts(a, "flags"))));
        return constraints;
    }

    private static Optional<AnnotationMirror> find(Element method, String name) {
        return Annotations.find(method, ClassId.of(PACKAGE, name));
    }
}
