package dev.xylem.processor.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An application: the interface with {@code @Synthesize}, as declared.
 *
 * @param id the interface
 * @param uses its parts, in the order of the annotation
 * @param exports the classes named by {@code @Export}
 * @param access the class of the store's access rule, already resolved to the default of the target
 * @param target the name of the target
 * @param off what constants keep out of it
 * @param factories the static methods without parameters that return something
 * @param visibility from where the interface can be used
 * @param hiding simple names that mean something else inside of generated subclasses than an import would say
 * @param summary the first sentence of its Javadoc as plain text, or empty
 */
public record Application(
        ClassId id,
        List<PartUse> uses,
        List<ClassId> exports,
        ClassId access,
        String target,
        List<SwitchedOff> off,
        List<Factory> factories,
        Visibility visibility,
        List<String> hiding,
        String summary,
        Position position) {
    public Application {
        uses = List.copyOf(uses);
        exports = List.copyOf(exports);
        factories = List.copyOf(factories);
        hiding = List.copyOf(hiding);
        off = List.copyOf(off);
    }

    /** The dependencies of all parts, each type once, in the order of first need. */
    public List<Dependency> dependencies() {
        Map<JavaType, Dependency> byType = new LinkedHashMap<>();
        for (PartUse use : uses) {
            use.part().dependencies().forEach(d -> byType.putIfAbsent(d.type(), d));
        }
        return List.copyOf(byType.values());
    }

    /** Whether every dependency has a factory, so that the program has a {@code main}. */
    public boolean hasMain() {
        return dependencies().stream()
                .allMatch(d -> factories.stream().anyMatch(f -> f.type().equals(d.type())));
    }
}
