package dev.xylem.processor.read;

import dev.xylem.processor.diag.Places;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Finds out how a record, list, set or map lies in a directory. What cannot is {@link ValueType.Opaque} as a whole. */
final class TreeTypeReader {
    private static final String NO_DEFAULT = "\u0000";

    private final Annotations annotations;
    private final ConstraintReader constraints;
    private final ValueTypeReader values;
    /** The records that are being read, to notice one that holds itself. */
    private final Deque<ClassId> open = new ArrayDeque<>();

    TreeTypeReader(Annotations annotations, ValueTypeReader values) {
        this.annotations = annotations;
        this.constraints = new ConstraintReader(annotations);
        this.values = values;
    }

    /** What a collection is, or empty if the type is none. */
    Optional<ValueType> collection(DeclaredType type, JavaType.Declared java) {
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        if (java.id().equals(TreeType.FAMILY)) {
            return Optional.of(arguments.size() == 2 ? family(java, arguments.get(0), arguments.get(1)) : raw(java));
        }
        if (!java.id().packageName().equals("java.util")) {
            return Optional.empty();
        }
        return switch (java.id().simpleName()) {
            case "List" -> Optional.of(arguments.size() == 1 ? list(java, arguments.get(0)) : raw(java));
            case "Set" -> Optional.of(arguments.size() == 1 ? set(java, arguments.get(0)) : raw(java));
            case "Map" ->
                Optional.of(arguments.size() == 2 ? map(java, arguments.get(0), arguments.get(1)) : raw(java));
            default -> Optional.empty();
        };
    }

    private static ValueType raw(JavaType java) {
        return new ValueType.Opaque(java, "does not say what it holds");
    }

    private ValueType list(JavaType java, TypeMirror argument) {
        ValueType element = read(argument);
        return wrong(element, "elements")
                .<ValueType>map(why -> new ValueType.Opaque(java, why))
                .orElseGet(() -> new TreeType.ListOf(element));
    }

    private ValueType set(JavaType java, TypeMirror argument) {
        ValueType element = read(argument);
        return wrong(element, "elements")
                .or(() -> noName(element, "elements"))
                .<ValueType>map(why -> new ValueType.Opaque(java, why))
                .orElseGet(() -> new TreeType.SetOf(element));
    }

    private ValueType map(JavaType java, TypeMirror first, TypeMirror second) {
        ValueType key = read(first);
        ValueType element = read(second);
        return wrong(key, "keys")
                .or(() -> noName(key, "keys"))
                .or(() -> wrong(element, "values"))
                .<ValueType>map(why -> new ValueType.Opaque(java, why))
                .orElseGet(() -> new TreeType.MapOf(key, element));
    }

    private ValueType family(JavaType java, TypeMirror first, TypeMirror second) {
        if (read(second) instanceof TreeType.FamilyOf inner) {
            ValueType key = read(first);
            return wrong(key, "keys")
                    .or(() -> noName(key, "keys"))
                    .<ValueType>map(why -> new ValueType.Opaque(java, why))
                    .orElseGet(() -> new TreeType.FamilyOf(key, inner));
        }
        ValueType read = map(java, first, second);
        return read instanceof TreeType.MapOf map ? new TreeType.FamilyOf(map.key(), map.element()) : read;
    }

    /** A record without a method that reads it from one text. */
    ValueType record(TypeElement type, JavaType java) {
        ClassId id = Places.id(type);
        if (open.contains(id)) {
            return new ValueType.Opaque(java, "holds itself");
        }
        open.push(id);
        try {
            List<TreeType.Component> components = new ArrayList<>();
            for (RecordComponentElement component : type.getRecordComponents()) {
                TreeType.Component read = component(component);
                Optional<String> why = read.type().optional()
                        ? wrong(((ValueType.OptionalOf) read.type()).element(), "")
                        : read.type() instanceof TreeType.FamilyOf ? Optional.empty() : wrong(read.type(), "");
                if (why.isPresent()) {
                    return new ValueType.Opaque(
                            java,
                            "has the component " + read.name() + ", and "
                                    + read.type().java().shown() + " " + why.get());
                }
                components.add(read);
            }
            return components.isEmpty()
                    ? new ValueType.Opaque(java, "has no component")
                    : new TreeType.RecordOf(java, components);
        } finally {
            open.pop();
        }
    }

    private TreeType.Component component(RecordComponentElement component) {
        String name = component.getSimpleName().toString();
        Optional<AnnotationMirror> mark = Annotations.find(component, "Child");
        return new TreeType.Component(
                name,
                read(component.asType()),
                mark.map(m -> annotations.text(m, "value"))
                        .filter(path -> !path.isEmpty())
                        .orElse(name),
                mark.map(m -> annotations.text(m, "orElse")).filter(text -> !text.equals(NO_DEFAULT)),
                // javac puts annotations that know no components onto the accessor.
                constraints.read(component.getAccessor()));
    }

    private ValueType read(TypeMirror type) {
        return values.read(type, Optional.empty());
    }

    /** Why a type cannot be held, as the end of a sentence, if it cannot. */
    private static Optional<String> wrong(ValueType type, String what) {
        String of =
                what.isEmpty() ? "" : "has " + what + " of type " + type.java().shown() + ", which ";
        if (type instanceof ValueType.Opaque opaque) {
            return Optional.of(of + opaque.why());
        }
        if (type.optional()) {
            return Optional.of(of + "may be absent");
        }
        if (type instanceof TreeType.FamilyOf) {
            return Optional.of(of + "is a family; those stand in records and in other families");
        }
        boolean bytes = type.core().equals(new ValueType.Builtin(ValueType.Builtin.Kind.BYTES));
        return bytes ? Optional.of(of + "is compared by identity") : Optional.empty();
    }

    private static Optional<String> noName(ValueType type, String what) {
        return type instanceof TreeType || type.secret()
                ? Optional.of(
                        "has " + what + " of type " + type.java().shown() + ", which cannot be the name of a node")
                : Optional.empty();
    }
}
