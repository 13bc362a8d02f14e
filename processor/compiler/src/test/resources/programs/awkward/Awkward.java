package awkward;

import dev.xylem.Synthesize;

/** Mentions its own program, and has types with the names of types that generated code imports. */
@SuppressWarnings("removal")
@Synthesize({Names.class, Graph.class, Aged.class})
public interface Awkward extends AutoCloseable {
    /** A name that the program's graph uses. */
    enum Program {
        NONE
    }

    /** A name that the program has for itself. */
    enum Snapshot {
        NONE
    }

    /** A name of the platform. */
    enum Long {
        NONE
    }

    /** Starts the program. */
    static XylemAwkward open() {
        return XylemAwkward.builder().start();
    }

    @Override
    void close();
}
