package dev.xylem.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a value that lies in a directory; only for inputs. What it holds has a text, or is one of these. */
public sealed interface TreeType extends ValueType {
    /** The class of families. */
    ClassId FAMILY = ClassId.of("dev.xylem.family", "Family");

    /** A record with a child for each component. */
    record RecordOf(JavaType java, List<Component> components) implements TreeType {
        public RecordOf {
            components = List.copyOf(components);
        }
    }

    /**
     * A component of a record.
     *
     * @param path below the directory of the record
     * @param orElse the text that holds while the node is absent
     */
    record Component(String name, ValueType type, String path, Optional<String> orElse, List<Constraint> constraints) {
        /** What stands for the key in the last name of a path: {@code queue-{n}}. */
        private static final Pattern KEY = Pattern.compile("(?:(.*)/)?([^/{}]+)\\{\\w+\\}");

        public Component {
            constraints = List.copyOf(constraints);
        }

        /** With what the names of the children begin that are instances of a family; empty where all are. */
        public Optional<String> prefix() {
            Matcher matcher = KEY.matcher(path);
            return type instanceof FamilyOf && matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
        }

        /** The path of its directory, which is empty where that is the record's own. */
        public String directory() {
            Matcher matcher = KEY.matcher(path);
            return prefix().isPresent() && matcher.matches()
                    ? Optional.ofNullable(matcher.group(1)).orElse("")
                    : path;
        }
    }

    /** A list with the children 0, 1, 2, … */
    record ListOf(ValueType element) implements TreeType {
        @Override
        public JavaType java() {
            return TreeType.collection("List", element);
        }
    }

    /** A set of the names of the children. */
    record SetOf(ValueType element) implements TreeType {
        @Override
        public JavaType java() {
            return TreeType.collection("Set", element);
        }
    }

    /** The children by their names. */
    record MapOf(ValueType key, ValueType element) implements TreeType {
        @Override
        public JavaType java() {
            return TreeType.collection("Map", key, element);
        }
    }

    /** The children by their names, read one by one. Outermost, in a record, or in another family. */
    record FamilyOf(ValueType key, ValueType element) implements TreeType {
        @Override
        public JavaType java() {
            return new JavaType.Declared(
                    FAMILY, List.of(key.java().boxed(), element.java().boxed()));
        }
    }

    /** Whether a type is a family, be it an input or derived. */
    static boolean isFamily(JavaType type) {
        return type instanceof JavaType.Declared declared
                && declared.id().equals(FAMILY)
                && declared.arguments().size() == 2;
    }

    /** Whether some of it must not be shown. */
    default boolean holdsSecret() {
        if (this instanceof RecordOf record) {
            return record.components().stream()
                    .anyMatch(component -> component.type().secret());
        }
        if (this instanceof MapOf map) {
            return map.element().secret();
        }
        if (this instanceof FamilyOf family) {
            return family.element().secret();
        }
        return this instanceof ListOf list && list.element().secret();
    }

    private static JavaType collection(String name, ValueType... elements) {
        return new JavaType.Declared(
                ClassId.of("java.util", name),
                List.of(elements).stream()
                        .map(element -> element.java().boxed())
                        .toList());
    }
}
