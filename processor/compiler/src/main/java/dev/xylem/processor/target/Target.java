package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a program is synthesised for. */
public sealed interface Target permits Embedded, XenTarget {
    /** The targets; the first is the default. */
    static List<Target> all() {
        return List.of(new UnixTarget(), new XenTarget());
    }

    /** What an application with such exports is made for: this, unless they give it another role. */
    default Target serving(Collection<ClassId> exports) {
        return this;
    }

    /** The name as an option gives it. */
    String name();

    /** The home of programs where it is known when they are compiled: an absolute path. */
    Optional<String> home();

    /** The access rule of applications that name none. */
    ClassId access();

    /** The class that the builders of programs extend. */
    ClassId setup();

    /** Whether the root store is elsewhere, so that builders hand on which of its paths to watch. */
    boolean remote();

    /** What makes names of services out of what the store has, where that is elsewhere. */
    Optional<ClassId> naming();

    /** The class whose {@code main} runs programs. */
    default ClassId launcher() {
        return ClassId.of("dev.xylem.unix.launch", "Launcher");
    }
}
