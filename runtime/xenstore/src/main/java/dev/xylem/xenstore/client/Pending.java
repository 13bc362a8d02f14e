package dev.xylem.xenstore.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request that was handed to a connection. It ends with the reply, or with what ended it before that; in the latter case
 * its place stays taken until the reply comes, because the server still works on it.
 */
final class Pending extends CompletableFuture<Pending.Reply> {
    final Connection connection;
    final Request request;
    final int id;
    private final @Nullable Undo undo;

    /** What a server said. */
    @SuppressWarnings("ArrayRecordComponent")
    record Reply(boolean error, byte[] payload) {}

    /** Takes back what a success did that came after everybody had gone: a watch, a transaction. Must not block. */
    interface Undo {
        void late(Connection connection, byte[] payload);
    }

    Pending(Connection connection, Request request, int id, @Nullable Undo undo) {
        this.connection = connection;
        this.request = request;
        this.id = id;
        this.undo = undo;
    }

    /** The reply came. */
    void answer(Reply reply) {
        if (!complete(reply) && undo != null && !reply.error()) {
            undo.late(connection, reply.payload());
        }
    }
}
