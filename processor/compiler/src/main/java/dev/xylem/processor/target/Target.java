package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;
import java.util.List;
import java.util.Optional;

/** What a program is synthesised for. */
public sealed interface Target permits UnixTarget {
    /** The targets; the first is the default. */
    static List<Target> all() {
        return List.of(new UnixTarget());
    }

    /** The name as an option gives it. */
    String name();

    /** The home of programs where it is known when they are compiled: an absolute path. */
    Optional<String> home();

    /** The access rule of applications that name none. */
    ClassId access();

    /** The class whose {@code main} runs programs. */
    ClassId launcher();
}
