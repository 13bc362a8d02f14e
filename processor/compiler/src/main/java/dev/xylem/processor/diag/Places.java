package dev.xylem.processor.diag;

import dev.xylem.processor.model.ClassId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;

/** The names by which positions find elements again. */
public final class Places {
    private Places() {}

    /** The name of a class. */
    public static ClassId id(TypeElement type) {
        Deque<String> names = new ArrayDeque<>();
        String packageName = "";
        for (Element at = type; at != null; at = at.getEnclosingElement()) {
            if (at instanceof PackageElement pack) {
                packageName = pack.getQualifiedName().toString();
                break;
            }
            names.addFirst(at.getSimpleName().toString());
        }
        return new ClassId(packageName, List.copyOf(names));
    }

    /** The class that declares a method or field. */
    public static TypeElement owner(Element member) {
        return (TypeElement) Objects.requireNonNull(member.getEnclosingElement());
    }

    /** A method, constructor or field within its class: {@code goalKiB(long,long)}. */
    public static String signature(Element member, Types types) {
        if (!(member instanceof ExecutableElement method)) {
            return member.getSimpleName().toString();
        }
        return method.getParameters().stream()
                .map(p -> types.erasure(p.asType()).toString())
                .collect(Collectors.joining(",", method.getSimpleName() + "(", ")"));
    }
}
