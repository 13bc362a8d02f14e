package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class that is, or is used as, a part.
 *
 * @param partName what {@code @Part(name = …)} says, empty for nothing; absent where the class is no part
 * @param fromSource whether it is compiled now
 * @param described whether its companion exists and describes it; only asked of classes that are not compiled now
 * @param taken whether a class of the user has the name of the companion
 * @param needsOuter whether an instance would need an instance of a class around it
 * @param methods its own methods in the order of declaration
 * @param inherited the abstract methods that it inherits and does not implement, as {@code Type.name}
 * @param hiding simple names that mean something else inside of generated subclasses than an import would say
 */
public record ClassDeclaration(
        ClassId id,
        ClassKind kind,
        Set<Flag> flags,
        Visibility visibility,
        Optional<String> partName,
        Optional<Condition> onlyIf,
        boolean fromSource,
        boolean described,
        boolean taken,
        boolean needsOuter,
        List<MethodDeclaration> constructors,
        List<FieldDeclaration> fields,
        List<MethodDeclaration> methods,
        List<String> inherited,
        List<String> hiding,
        String summary,
        Position position) {
    public ClassDeclaration {
        flags = Set.copyOf(flags);
        constructors = List.copyOf(constructors);
        fields = List.copyOf(fields);
        methods = List.copyOf(methods);
        inherited = List.copyOf(inherited);
        hiding = List.copyOf(hiding);
    }

    /** A type that is no part, of which nothing but the name matters. */
    public static ClassDeclaration named(String type) {
        ClassId id = ClassId.of("", type);
        return new ClassDeclaration(
                id,
                ClassKind.CLASS,
                Set.of(),
                Visibility.PUBLIC,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Position.of(id));
    }

    /** The same with other methods. */
    public ClassDeclaration withMethods(List<MethodDeclaration> methods) {
        return new ClassDeclaration(
                id,
                kind,
                flags,
                visibility,
                partName,
                onlyIf,
                fromSource,
                described,
                taken,
                needsOuter,
                constructors,
                fields,
                methods,
                inherited,
                hiding,
                summary,
                position);
    }

    /** The methods that are inputs or derived values, rightly declared or not, in the order of declaration. */
    public List<MethodDeclaration> values() {
        return methods.stream().filter(MethodDeclaration::isValue).toList();
    }

    /** The methods that are effects, rightly declared or not, in the order of declaration. */
    public List<MethodDeclaration> effects() {
        return methods.stream().filter(m -> m.effect() && !m.isValue()).toList();
    }

    /** The first value of a name. */
    public Optional<MethodDeclaration> value(String name) {
        return methods.stream()
                .filter(m -> m.isValue() && m.name().equals(name))
                .findFirst();
    }
}
