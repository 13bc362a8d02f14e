package dev.xylem.processor.read;

import dev.xylem.processor.model.ClassId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads what a companion keeps of a part that is seen as a class file. */
final class Descriptions {
    private final Elements elements;
    private final Annotations annotations;

    Descriptions(Elements elements, Annotations annotations) {
        this.elements = elements;
        this.annotations = annotations;
    }

    /** The description of a part. */
    record Description(String summary, List<String> dependencies, Map<String, Member> members) {}

    /** The description of a method. */
    record Member(List<String> parameters, String summary) {}

    /** The description of a part, if its companion was generated. */
    Optional<Description> of(ClassId part) {
        TypeElement companion = elements.getTypeElement(part.companion().canonical());
        return Optional.ofNullable(companion)
                .flatMap(type -> Annotations.find(type, "Described"))
                .map(this::read);
    }

    private Description read(AnnotationMirror mirror) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (String kind : List.of("values", "effects")) {
            for (AnnotationMirror member : annotations.nested(mirror, kind)) {
                members.put(
                        annotations.text(member, "name"),
                        new Member(annotations.texts(member, "parameters"), annotations.text(member, "summary")));
            }
        }
        return new Description(annotations.text(mirror, "summary"), annotations.texts(mirror, "dependencies"), members);
    }
}
