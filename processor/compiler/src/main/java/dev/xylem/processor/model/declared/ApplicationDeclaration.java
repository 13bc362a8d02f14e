package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Factory;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.SwitchedOff;
import dev.xylem.processor.model.Visibility;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An application as the user wrote it.
 *
 * @param access what {@code @Synthesize(access = …)} names, if anything
 * @param abstractMethods the methods, inherited ones included, that nothing implements
 * @param defaultMethods the names of instance methods without parameters that have a body
 * @param hiding simple names that mean something else inside of generated subclasses than an import would say
 * @param off what constants keep out of it
 * @param constants the first constant of each key, of parts that are kept out too
 * @param taken whether a class of the user has the name of the program
 */
public record ApplicationDeclaration(
        ClassId id,
        ClassKind kind,
        Set<Flag> flags,
        Visibility visibility,
        List<UseDeclaration> uses,
        List<ComponentDeclaration> exports,
        Optional<ComponentDeclaration> access,
        List<NamedPlace> abstractMethods,
        List<NamedPlace> defaultMethods,
        List<Factory> factories,
        List<String> hiding,
        boolean taken,
        List<SwitchedOff> off,
        Map<String, MethodDeclaration> constants,
        String summary,
        Position position) {
    public ApplicationDeclaration {
        flags = Set.copyOf(flags);
        uses = List.copyOf(uses);
        exports = List.copyOf(exports);
        abstractMethods = List.copyOf(abstractMethods);
        defaultMethods = List.copyOf(defaultMethods);
        factories = List.copyOf(factories);
        hiding = List.copyOf(hiding);
        off = List.copyOf(off);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    /** What constants leave of it. */
    public ApplicationDeclaration specialised(
            List<UseDeclaration> kept, List<SwitchedOff> without, Map<String, MethodDeclaration> known) {
        return new ApplicationDeclaration(
                id,
                kind,
                flags,
                visibility,
                kept,
                exports,
                access,
                abstractMethods,
                defaultMethods,
                factories,
                hiding,
                taken,
                without,
                known,
                summary,
                position);
    }

    /**
     * A part as listed.
     *
     * @param name the name given, or empty
     * @param onlyIf what {@code @Use(onlyIf = …)} says
     */
    public record UseDeclaration(
            ClassDeclaration part, String name, String base, Optional<Condition> onlyIf, Position position) {
        /** The same with another reading of the part. */
        public UseDeclaration withPart(ClassDeclaration other) {
            return new UseDeclaration(other, name, base, onlyIf, position);
        }
    }

    /**
     * A class that the program constructs.
     *
     * @param implementsIt whether it implements what is asked of it
     * @param usable whether it is a public concrete class with a public constructor without parameters
     */
    public record ComponentDeclaration(ClassId id, boolean implementsIt, boolean usable, Position position) {}

    /** A name and where it stands. */
    public record NamedPlace(String name, Position position) {}
}
