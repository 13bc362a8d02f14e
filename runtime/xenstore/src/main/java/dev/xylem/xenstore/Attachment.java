package dev.xylem.xenstore;

import dev.xylem.xenstore.server.XenstoreServer;
import java.io.IOException;
import java.util.concurrent.Executor;

/** What a socket service serves beside its sockets, on the same thread. */
interface Attachment {
    /** Nothing. */
    Attachment NONE = (server, thread) -> () -> {};

    /**
     * Begins to serve.
     *
     * @param thread runs what it is given one after the other on the server's thread
     * @return closed when that thread has ended
     * @throws IOException when it cannot be served; the message says why
     */
    Attached attach(XenstoreServer server, Executor thread) throws IOException;

    /** Something that is served. */
    interface Attached extends AutoCloseable {
        @Override
        void close();
    }
}
