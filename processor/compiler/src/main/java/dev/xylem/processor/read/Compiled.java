package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The classes that are compiled from source now, and which of them this processor generated. Used by one thread. */
public final class Compiled {
    private final Set<ClassId> topLevel = new HashSet<>();
    private final Set<ClassId> generated = new HashSet<>();

    /** Adds the classes that a round begins with. */
    public void add(Set<? extends Element> roots) {
        for (Element root : roots) {
            if (root instanceof TypeElement type) {
                topLevel.add(Places.id(type));
            }
        }
    }

    /** Adds a class that this processor generates. */
    public void generate(ClassId id) {
        generated.add(id);
    }

    /** Whether a class is compiled from source. */
    public boolean fromSource(ClassId id) {
        return topLevel.contains(ClassId.of(id.packageName(), id.simpleNames().get(0)));
    }

    /** Whether a top-level class is compiled from source, or has been generated. */
    public boolean exists(ClassId id) {
        return topLevel.contains(id) || generated.contains(id);
    }

    /** Whether a top-level class is compiled from source that the user wrote. */
    public boolean byUser(ClassId id) {
        return topLevel.contains(id) && !generated.contains(id);
    }
}
