package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.MessageType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client of a XenStore server: xenstored, oxenstored, a program of this project, or the kernel's device that leads to one.
 * Thread-safe; requests of several threads are under way at once, and a thread that waits can be interrupted without harm to
 * the others.
 *
 * <p>Outside a transaction each change is a commit of its own, and what several reads return may be of several commits.
 */
public final class XenstoreClient extends NodeCalls implements AutoCloseable {
    private final ClientOptions options;
    private final Watches watches;
    private final Link link;
    private final Transactions transactions;
    private final Dispatcher dispatcher;

    private XenstoreClient(ClientOptions options) {
        super(new Exchange(options.timeout(), options.executor()));
        this.options = options;
        String prefix;
        synchronized (options.random()) {
            prefix = Integer.toHexString(options.random().nextInt()) + "-";
        }
        watches = new Watches(exchange, this::connection, prefix);
        link = new Link(options, watches);
        transactions = new Transactions(options, exchange, link);
        dispatcher = new Dispatcher(watches.queue(options.eventCapacity()));
    }

    static XenstoreClient open(ClientOptions options) throws XenstoreException {
        XenstoreClient client = new XenstoreClient(options);
        client.link.open();
        return client;
    }

    /** Settings for a client, all with defaults. */
    public static ClientBuilder builder() {
        return new ClientBuilder();
    }

    /**
     * Connects to the server of this machine, with all defaults.
     *
     * @throws XenstoreException when there is none (see {@link Transports#defaultPath}) or it does not answer
     */
    public static XenstoreClient connect() throws XenstoreException {
        return builder().connect();
    }

    /**
     * Connects to the server at a socket or a device, with all other defaults.
     *
     * @throws XenstoreException when it does not answer
     */
    public static XenstoreClient connect(Path path) throws XenstoreException {
        return builder().path(path).connect();
    }

    @Override
    Connection connection() throws ConnectionLostException {
        return link.current();
    }

    @Override
    int transaction() {
        return 0;
    }

    @Override
    void sent(Pending pending) {
        // Its stage says how it ends.
    }

    /**
     * Runs a body in a transaction and commits what it wrote: all of it, or nothing. When the transaction conflicts with
     * other changes (EAGAIN, which servers may say even if nothing was written), cannot begin because too many are open, or
     * is lost with its connection before its end, the body runs again, as often as the {@link RetryPolicy} allows. What the
     * body throws ends the transaction without a change.
     *
     * @return what the body returned when its transaction was committed
     * @throws TransactionConflictException when it conflicted each time
     * @throws ConnectionLostException when the connection was lost; if that was during the commit, whether it happened is
     *     unknown: see {@link ConnectionLostException#mayHaveHappened}
     * @throws XenstoreException what the body throws, and what {@link NodeAccess} says
     */
    public <T, E extends Exception> T transact(TransactionBody<T, E> body) throws XenstoreException, E {
        return transactions.run(body);
    }

    /**
     * Waits until a condition holds; it may hold at once. It is asked first with single reads, and if it read more than one
     * node then once more in a transaction: what it returns was true in one state of the store. Survives lost connections
     * if the client does.
     *
     * @param limit how long to wait
     * @return what the condition found out
     * @throws RequestTimeoutException when it did not hold in time; the message has what was seen last
     * @throws QuotaException when there are too many watches
     * @throws XenstoreException what the condition throws
     */
    public <T> T await(Condition<T> condition, Duration limit) throws XenstoreException {
        try (Awaiting<T> awaiting = new Awaiting<>(condition, limit, this, transactions, watches, link)) {
            return awaiting.result();
        }
    }

    /**
     * Watches a node and everything below it. The listener is called on one thread for all listeners of this client, for the
     * first time at once; while it runs, events of other listeners wait and equal ones are merged. It may use the client.
     * What it throws is logged. Close the watch to end it; a call that is under way goes on.
     *
     * @param path absolute, relative, or a special node such as {@code @releaseDomain}
     * @throws QuotaException when the domain has too many watches
     */
    public Watch watch(String path, Consumer<WatchEvent> listener) throws XenstoreException {
        Watch watch = watches.open(path, Registration.ALL, dispatcher.events(), listener);
        dispatcher.start();
        return watch;
    }

    /** A queue for the events of watches, for a thread of the caller's; to be closed by the caller. */
    public EventQueue events() {
        return watches.queue(options.eventCapacity());
    }

    /** The path of a domain's home, {@code /local/domain/<n>}, whether the domain exists or not. */
    public String domainPath(int domid) throws XenstoreException {
        return call(
                request(MessageType.GET_DOMAIN_PATH, Integer.toString(domid)),
                payload -> Text.single(payload, "GET_DOMAIN_PATH"));
    }

    /**
     * Sends any request outside transactions, for what has no method here: CONTROL, INTRODUCE, GET_QUOTA and others.
     *
     * @param arguments texts of ASCII; each is sent with a NUL behind it
     * @return the texts of the reply
     * @throws IllegalArgumentException for the types of watches and transactions, which this client keeps account of
     */
    public List<String> request(MessageType type, List<String> arguments) throws XenstoreException {
        switch (type) {
            case WATCH, UNWATCH, RESET_WATCHES, TRANSACTION_START, TRANSACTION_END, WATCH_EVENT, ERROR ->
                throw new IllegalArgumentException(type + " is not for users; there are methods for it");
            default -> {}
        }
        return call(
                request(type, arguments.toArray(String[]::new)),
                payload -> List.of(Text.of(payload, 0, payload.length).split("\0")));
    }

    /** How many watches the server is asked to keep for this client now. */
    public int registeredWatches() {
        return watches.registered();
    }

    /**
     * Ends the connection: requests without a reply fail, watches and open transactions are gone. Idempotent.
     */
    @Override
    public void close() {
        link.close();
        dispatcher.close();
    }
}
