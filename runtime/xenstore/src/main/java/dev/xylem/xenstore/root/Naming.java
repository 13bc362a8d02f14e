package dev.xylem.xenstore.root;

import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.client.NodeAccess;
import dev.xylem.xenstore.client.NodeReader;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a program resolves and registers names. Generated programs that declare some make a {@link ConduitNaming}; others have none,
 * and contain nothing of names. Thread-safe; changed under the lock of {@link XenbusUpstream}.
 */
public abstract class Naming {
    /** There are no names. */
    static final Naming NONE = new Naming() {};

    Naming() {}

    /** The client to register with; before everything else. */
    void connect(XenstoreClient client) {}

    /** Whether a path is a port of a name. */
    boolean is(Path path) {
        return false;
    }

    /** Resolves a name, and takes note of what is to be watched. */
    Optional<byte[]> read(NodeReader from, Path path) throws XenstoreException {
        return Optional.empty();
    }

    /** The places to be watched. */
    Collection<String> targets() {
        return List.of();
    }

    /** The names that a change at, below or around such a place concerns. */
    List<Path> seen(Path change) throws StoreException {
        return List.of();
    }

    /** Has the names among some published values go with the connection, where the store knows that; before they are written. */
    void bind(Map<Path, byte[]> published) throws XenstoreException {}

    /** Registers a name, or no longer. */
    void write(NodeAccess to, Path path, byte[] offer) throws XenstoreException {}

    /** Whether what was registered is there as it was written. */
    boolean stands(NodeReader nodes, Path path, byte[] offer) throws XenstoreException {
        return true;
    }

    /** Takes back what was registered, in one transaction. */
    void withdraw() throws XenstoreException {}
}
