package dev.xylem.processor.check;

import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;
import java.util.Optional;
import java.util.Set;

/** Knows the types of the platform whose objects can be changed in place. */
final class Mutability {
    private static final Set<String> MUTABLE = Set.of(
            "java.lang.StringBuffer",
            "java.lang.StringBuilder",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.BitSet",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.EnumMap",
            "java.util.EnumSet",
            "java.util.GregorianCalendar",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.PriorityQueue",
            "java.util.Properties",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.Vector",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.CopyOnWriteArrayList");
    private static final String ATOMIC = "java.util.concurrent.atomic.";

    private Mutability() {}

    /** What of a type can be changed in place, if that is known of any of it. Bytes are allowed: they are copied. */
    static Optional<String> of(JavaType type) {
        if (type instanceof JavaType.Array array) {
            return array.component().equals(JavaType.of(PrimitiveKind.BYTE)) ? Optional.empty() : Optional.of("arrays");
        }
        if (!(type instanceof JavaType.Declared declared)) {
            return Optional.empty();
        }
        String name = declared.id().canonical();
        if (MUTABLE.contains(name) || name.startsWith(ATOMIC)) {
            return Optional.of("objects of " + declared.id().simpleName());
        }
        return declared.arguments().stream()
                .map(Mutability::of)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
