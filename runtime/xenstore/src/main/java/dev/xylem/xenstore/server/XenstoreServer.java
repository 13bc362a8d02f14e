package dev.xylem.xenstore.server;

import dev.xylem.store.Caller;
import dev.xylem.store.Store;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Serves a store to any number of clients, on one thread: {@link #connect}, {@link #serve} and all that {@link Client} offers
 * are called by that thread only. {@link #counters} is for everybody. Shows below {@code /sys} what it does.
 */
public final class XenstoreServer {
    private final Store store;
    private final LongSupplier clock;
    private final Counters counters = new Counters();
    private final Clients clients = new Clients();
    private final RequestLog log = new RequestLog();
    private final Bindings bindings = new Bindings();
    private final Administration administration;

    /** Shared by all clients, so that an idle one costs no buffers. */
    private final Message message = new Message();

    private final MessageWriter writer = new MessageWriter(ByteBuffer.allocate(0));
    private final Dispatcher dispatcher;

    /** A server for a store, which remains the caller's to close. Of several servers {@code /sys} shows the last. */
    public XenstoreServer(Store store) {
        this(store, OperationTable.STANDARD);
    }

    XenstoreServer(Store store, OperationTable table) {
        this(store, table, System::nanoTime);
    }

    /** @param clock nanoseconds since some moment, for the length of turns */
    XenstoreServer(Store store, OperationTable table, LongSupplier clock) {
        this.store = store;
        this.clock = clock;
        administration = new Administration(store, clients, counters, log);
        dispatcher = new Dispatcher(table, new Exchange(writer, store.access()), counters, log);
        SysServer.show(administration);
    }

    /** Has the operations on domains work on these; until then they answer ENOSYS. */
    public void serve(Domains domains) {
        administration.serve(domains);
    }

    /**
     * A new client that is offered everything.
     *
     * @param caller whom it acts as
     * @param wake called, by any thread and sometimes under the store's lock, when {@link Client#advance} has something
     *     to do although nothing was received. Must not block
     */
    public Client connect(Caller caller, Runnable wake) {
        return connect(caller, Domains.FEATURES, wake);
    }

    /**
     * A new client.
     *
     * @param features the {@linkplain Domains#FEATURES feature bits} that it is offered
     */
    public Client connect(Caller caller, int features, Runnable wake) {
        return new Client(this, caller, features, wake);
    }

    /** What has been done so far. */
    public Counters counters() {
        return counters;
    }

    long nanoTime() {
        return clock.getAsLong();
    }

    Store store() {
        return store;
    }

    Clients clients() {
        return clients;
    }

    Bindings bindings() {
        return bindings;
    }

    Administration administration() {
        return administration;
    }

    Message message() {
        return message;
    }

    MessageWriter writer() {
        return writer;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    RequestLog log() {
        return log;
    }
}
