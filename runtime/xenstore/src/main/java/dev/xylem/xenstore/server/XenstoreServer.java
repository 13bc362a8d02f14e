package dev.xylem.xenstore.server;

import dev.xylem.store.Caller;
import dev.xylem.store.Store;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageWriter;
import java.nio.ByteBuffer;

/**
 * Serves a store to any number of clients, on one thread: {@link #connect} and all that {@link Client} offers are called
 * by that thread only. {@link #counters} is for everybody.
 */
public final class XenstoreServer {
    private final Store store;
    private final Counters counters = new Counters();

    /** Shared by all clients, so that an idle one costs no buffers. */
    private final Message message = new Message();

    private final MessageWriter writer = new MessageWriter(ByteBuffer.allocate(0));
    private final Call call = new Call(writer);
    private final RefusalLog refusals = new RefusalLog();

    /** A server for a store, which remains the caller's to close. */
    public XenstoreServer(Store store) {
        this.store = store;
    }

    /**
     * A new client.
     *
     * @param caller whom it acts as
     * @param wake called, by any thread and sometimes under the store's lock, when {@link Client#advance} has something
     *     to do although nothing was received. Must not block
     */
    public Client connect(Caller caller, Runnable wake) {
        return new Client(this, caller, wake);
    }

    /** What has been done so far. */
    public Counters counters() {
        return counters;
    }

    Store store() {
        return store;
    }

    Message message() {
        return message;
    }

    MessageWriter writer() {
        return writer;
    }

    Call call() {
        return call;
    }

    RefusalLog refusals() {
        return refusals;
    }
}
