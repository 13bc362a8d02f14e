package dev.xylem.xenstore.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The settings of a client, each with a default. Not thread-safe. */
public final class ClientBuilder {
    private static final int MAX_IN_FLIGHT = 1024;

    private Connector connector = Transports::connect;
    private Duration timeout = Duration.ofSeconds(10);
    private int inFlight = 16;
    private int transactions = 8;
    private int eventCapacity = 1024;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private @Nullable RetryPolicy reconnect;
    private @Nullable RandomGenerator random;
    private Pauses pauses = Pauses.SLEEP;
    private Executor executor = ForkJoinPool.commonPool();
    private final List<ConnectionListener> listeners = new ArrayList<>();

    ClientBuilder() {}

    /** The server: a socket, or a device such as {@code /dev/xen/xenbus}. Default: {@link Transports#defaultPath}. */
    public ClientBuilder path(Path path) {
        return connector(() -> Transports.connect(path));
    }

    /** The server, over a transport of the caller's: a ring, for example. */
    public ClientBuilder connector(Connector makesConnections) {
        connector = makesConnections;
        return this;
    }

    /** How long a request may take, ten seconds unless set; also how long it may wait to be sent. */
    public ClientBuilder timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the limit of time must be positive, not " + limit);
        }
        timeout = limit;
        return this;
    }

    /**
     * How many requests may be without a reply at a time, 1 to 1024; further ones wait. 16 unless set: xenstored reads
     * nothing more from a guest that has 20.
     */
    public ClientBuilder inFlight(int requests) {
        inFlight = checked(requests, MAX_IN_FLIGHT);
        return this;
    }

    /**
     * How many transactions this client opens at a time; further ones wait for their turn. 8 unless set: the quota of a
     * guest is 10.
     */
    public ClientBuilder transactions(int open) {
        transactions = checked(open, Integer.MAX_VALUE);
        return this;
    }

    /** How many events may wait in one queue, 1024 unless set; more are merged into one for each watch. */
    public ClientBuilder eventCapacity(int events) {
        eventCapacity = checked(events, Integer.MAX_VALUE);
        return this;
    }

    /** How transactions are tried again, {@link RetryPolicy#DEFAULT} unless set. */
    public ClientBuilder retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    /** Connects again, without limit, when the connection is lost. Otherwise a lost connection is the client's end. */
    public ClientBuilder reconnect() {
        return reconnect(RetryPolicy.PATIENT);
    }

    /** Connects again when the connection is lost, as often as the policy allows. */
    public ClientBuilder reconnect(RetryPolicy policy) {
        reconnect = policy;
        return this;
    }

    /** Where the jitter of retries comes from. */
    public ClientBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /** How to wait between attempts. */
    public ClientBuilder pauses(Pauses how) {
        pauses = how;
        return this;
    }

    /** Where stages that the asynchronous methods return complete; the common pool unless set. */
    public ClientBuilder executor(Executor completes) {
        executor = completes;
        return this;
    }

    /** Adds somebody who hears of lost and restored connections. */
    public ClientBuilder listener(ConnectionListener listener) {
        listeners.add(listener);
        return this;
    }

    private static int checked(int number, int limit) {
        if (number < 1 || number > limit) {
            throw new IllegalArgumentException("must be from 1 to " + limit + ", not " + number);
        }
        return number;
    }

    /**
     * Connects.
     *
     * @throws XenstoreException when the server cannot be reached; the message says where
     */
    public XenstoreClient connect() throws XenstoreException {
        return XenstoreClient.open(new ClientOptions(
                connector,
                timeout,
                inFlight,
                transactions,
                eventCapacity,
                retry,
                reconnect,
                random != null ? random : new Jitter(),
                pauses,
                executor,
                List.copyOf(listeners)));
    }

    /** The random numbers of whichever thread asks. */
    private static final class Jitter implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
