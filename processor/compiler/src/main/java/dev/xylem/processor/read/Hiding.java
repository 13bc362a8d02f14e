package dev.xylem.processor.read;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * The simple names that mean something else in a subclass of a class than an import would say: types that it inherits, and
 * classes of its package that are named like one of {@code java.lang}.
 */
final class Hiding {
    private final Elements elements;
    private final Set<String> platform;

    Hiding(Elements elements) {
        this.elements = elements;
        // The package by a class of it: Eclipse's compiler does not find it by name.
        this.platform =
                ElementFilter.typesIn(elements.getPackageOf(elements.getTypeElement("java.lang.Object"))
                                .getEnclosedElements())
                        .stream()
                        .map(type -> type.getSimpleName().toString())
                        .collect(Collectors.toSet());
    }

    /** The names, sorted. */
    List<String> names(TypeElement type) {
        Set<String> names = new TreeSet<>();
        for (TypeElement member : ElementFilter.typesIn(elements.getAllMembers(type))) {
            names.add(member.getSimpleName().toString());
        }
        for (Element neighbour : elements.getPackageOf(type).getEnclosedElements()) {
            String name = neighbour.getSimpleName().toString();
            if (platform.contains(name)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }
}
