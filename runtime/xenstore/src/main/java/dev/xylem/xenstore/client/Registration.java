package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.MessageType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One watch at the server, shared by all watches of the client on the same path and depth. */
final class Registration {
    /** The depth of a watch that sees all levels. */
    static final int ALL = -1;
    /** The greatest depth; 65535 stands for none in streams of state. */
    static final int MAX_DEPTH = 65_534;

    private final Key key;
    private final String token;

    /** Who is told. Changed under the lock of {@link Watches}. */
    final List<Watch> subscribers = new CopyOnWriteArrayList<>();

    /** The request that made the watch last; null if none was sent. Guarded by the lock of {@link Watches}. */
    @Nullable
    Pending request;

    /** Whether the server has had it: from then on, registering it again is the business of whoever connects again. */
    volatile boolean confirmed;

    record Key(String path, int depth) {}

    Registration(Key key, String token) {
        this.key = key;
        this.token = token;
    }

    Key key() {
        return key;
    }

    String path() {
        return key.path();
    }

    int depth() {
        return key.depth();
    }

    String token() {
        return token;
    }

    Request watch() throws XenstoreException {
        return key.depth() == ALL
                ? Request.of(MessageType.WATCH, 0, key.path(), token)
                : Request.of(MessageType.WATCH, 0, key.path(), token, Integer.toString(key.depth()));
    }

    Request unwatch() throws XenstoreException {
        return Request.of(MessageType.UNWATCH, 0, key.path(), token);
    }
}
