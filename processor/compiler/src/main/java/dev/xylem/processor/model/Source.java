package dev.xylem.processor.model;

import java.util.Optional;

/** What a parameter reads, as declared; {@link Graph} holds what it came to mean in an application. */
public sealed interface Source {
    /**
     * A value of a part.
     *
     * @param part the part that declares it; absent for the part in which the parameter stands
     * @param use the name of the part in the application, empty where it uses the part once
     * @param value the name of the value
     */
    record Named(Optional<ClassId> part, String use, String value) implements Source {}

    /** The input that is bound to a path, resolved like the paths of the part in which the parameter stands. */
    record AtPath(String path) implements Source {}
}
