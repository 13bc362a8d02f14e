package dev.xylem.processor.model;

import java.util.Optional;

/**
 * Where a declaration stands, by names. Only the package {@code diag} turns it back into a place of the user's source.
 *
 * @param type the class
 * @param member the method or field as {@code name(erased types)} or {@code name}, or empty for the class itself
 * @param parameter the index of the parameter of that method, or -1
 * @param annotation the annotation on it, if the place is inside one
 * @param attribute the attribute of that annotation, or empty for the whole annotation
 * @param shown how a reader calls the place: {@code Balloon.goalKiB(limitKiB)}
 */
public record Position(
        ClassId type, String member, int parameter, Optional<ClassId> annotation, String attribute, String shown) {
    /** A class. */
    public static Position of(ClassId type) {
        return new Position(type, "", -1, Optional.empty(), "", type.joined("."));
    }

    /** A member of this class. */
    public Position member(String signature, String name) {
        return new Position(type, signature, -1, Optional.empty(), "", type.joined(".") + "." + name);
    }

    /** A parameter of this member. */
    public Position parameter(int index, String name) {
        return new Position(type, member, index, Optional.empty(), "", shown + "(" + name + ")");
    }

    /** An annotation on this, or one of its attributes. */
    public Position in(ClassId annotationType, String attributeName) {
        return new Position(type, member, parameter, Optional.of(annotationType), attributeName, shown);
    }

    @Override
    public String toString() {
        return shown;
    }
}
