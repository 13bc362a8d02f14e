package dev.xylem.processor.read;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.ValueType.Builtin.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Finds out how a type becomes text and comes back. */
final class ValueTypeReader {
    private static final ClassId OPTIONAL = ClassId.of("java.util", "Optional");
    private static final ClassId SECRET = ClassId.of("dev.xylem", "Secret");
    private static final Set<String> PARSERS = Set.of("parse", "valueOf", "of");
    private static final Set<String> NO_TEXT_OF_THEIR_OWN =
            Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum");

    private final Types types;
    private final TreeTypeReader trees;

    ValueTypeReader(Types types, Annotations annotations) {
        this.types = types;
        this.trees = new TreeTypeReader(annotations, this);
    }

    /**
     * The type of a value.
     *
     * @param codec the codec that the value names, which converts what is inside of optional and secret
     * @throws UnresolvedTypeException when some of the type does not exist
     */
    ValueType read(TypeMirror type, Optional<ClassId> codec) {
        JavaType java = TypeReader.read(type);
        if (java instanceof JavaType.Declared declared
                && declared.id().equals(OPTIONAL)
                && declared.arguments().size() == 1) {
            return optional(java, read(argument(type), codec));
        }
        if (java instanceof JavaType.Declared declared
                && declared.id().equals(SECRET)
                && declared.arguments().size() == 1) {
            ValueType element = read(argument(type), codec);
            if (element instanceof ValueType.OptionalOf || element.secret()) {
                return new ValueType.Opaque(java, "nests Optional or Secret inside of Secret");
            }
            return element instanceof TreeType
                    ? new ValueType.Opaque(java, "hides a directory; make what it holds Secret")
                    : new ValueType.SecretOf(element);
        }
        return codec.<ValueType>map(c -> new ValueType.Coded(java, c)).orElseGet(() -> plain(type, java));
    }

    private static ValueType optional(JavaType java, ValueType element) {
        if (element instanceof TreeType.FamilyOf) {
            return new ValueType.Opaque(java, "holds a family, which is empty anyway where its directory is absent");
        }
        return element.optional()
                ? new ValueType.Opaque(java, "nests Optional inside of Optional")
                : new ValueType.OptionalOf(element);
    }

    private static TypeMirror argument(TypeMirror type) {
        return ((DeclaredType) type).getTypeArguments().get(0);
    }

    private ValueType plain(TypeMirror type, JavaType java) {
        for (Kind kind : Kind.values()) {
            if (kind.java().equals(java)) {
                return new ValueType.Builtin(kind);
            }
        }
        if (java instanceof JavaType.Primitive primitive) {
            return new ValueType.Scalar(primitive.kind(), false);
        }
        if (!(java instanceof JavaType.Declared declared) || type.getKind() != TypeKind.DECLARED) {
            return new ValueType.Opaque(java, "is an array of something else than bytes");
        }
        Optional<PrimitiveKind> boxed = PrimitiveKind.boxedBy(declared.id());
        if (boxed.isPresent()) {
            return new ValueType.Scalar(boxed.get(), true);
        }
        TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
        if (element.getKind() == ElementKind.ENUM && ownParsers(element).size() != 1) {
            return new ValueType.Enumeration(java, constants(element));
        }
        Optional<ValueType> collection = trees.collection((DeclaredType) type, declared);
        if (collection.isPresent()) {
            return collection.get();
        }
        if (!declared.arguments().isEmpty()) {
            return new ValueType.Opaque(java, "is generic");
        }
        List<String> parsers = element.getKind() == ElementKind.ENUM ? ownParsers(element) : parsers(element);
        return parsers.isEmpty() && element.getKind() == ElementKind.RECORD
                ? trees.record(element, java)
                : parsed(element, java, parsers);
    }

    private static List<String> constants(TypeElement element) {
        return element.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                .map(e -> e.getSimpleName().toString())
                .toList();
    }

    private List<String> parsers(TypeElement element) {
        List<String> found = new ArrayList<>();
        for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
            if (isParser(method, element.asType())) {
                found.add(method.getSimpleName().toString());
            }
        }
        return found.stream().distinct().sorted().toList();
    }

    /** Those that not every enum has. */
    private List<String> ownParsers(TypeElement element) {
        return parsers(element).stream().filter(name -> !name.equals("valueOf")).toList();
    }

    private ValueType parsed(TypeElement element, JavaType java, List<String> names) {
        return switch (names.size()) {
            case 0 ->
                new ValueType.Opaque(java, "has no public static method parse, valueOf or of that takes a String");
            case 1 -> new ValueType.Parsed(java, names.get(0), hasText(element));
            default ->
                new ValueType.Opaque(
                        java,
                        "has more than one public static method that takes a String: " + String.join(", ", names));
        };
    }

    private boolean isParser(ExecutableElement method, TypeMirror owner) {
        if (!PARSERS.contains(method.getSimpleName().toString())
                || !method.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))
                || method.getParameters().size() != 1
                || method.isVarArgs()
                || !types.isSameType(method.getReturnType(), owner)) {
            return false;
        }
        String parameter = method.getParameters().get(0).asType().toString();
        return parameter.equals("java.lang.String") || parameter.equals("java.lang.CharSequence");
    }

    /** The compiler's own {@code toString} of a record is final; one that a user writes hardly ever is. */
    private static boolean isImplicit(TypeElement type, ExecutableElement method) {
        return type.getKind() == ElementKind.RECORD && method.getModifiers().contains(Modifier.FINAL);
    }

    /** Whether the class, or one above it, declares how it becomes text. */
    private boolean hasText(TypeElement element) {
        for (Element at = element; at instanceof TypeElement type; at = types.asElement(type.getSuperclass())) {
            if (NO_TEXT_OF_THEIR_OWN.contains(type.getQualifiedName().toString())) {
                return false;
            }
            for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                if (method.getSimpleName().contentEquals("toString")
                        && method.getParameters().isEmpty()
                        && !isImplicit(type, method)) {
                    return true;
                }
            }
        }
        // An interface leaves it to its implementations.
        return element.getKind().isInterface();
    }
}
