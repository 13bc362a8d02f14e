package dev.xylem.xenstore.root;

import dev.xylem.graph.Setup;
import dev.xylem.graph.Tx;
import dev.xylem.graph.Upstream;
import dev.xylem.store.Access;
import dev.xylem.xenstore.client.ClientBuilder;
import dev.xylem.xenstore.client.Connector;
import dev.xylem.xenstore.client.RetryPolicy;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a program of the target {@code xen} can be told before it starts. Its store is that of the hypervisor; initial values are
 * written where it has none. Not thread-safe.
 *
 * @param <T> the program's transaction
 * @param <B> the subclass
 */
public abstract class XenbusSetup<T extends Tx, B extends XenbusSetup<T, B>> extends Setup<T, B> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IN_FLIGHT = 128;

    private final List<String> watches;
    private final Naming names;
    private @Nullable Path store;
    private @Nullable Connector connector;
    private Duration patience = PATIENCE;
    private @Nullable Duration timeout;
    private @Nullable XenbusUpstream upstream;

    /**
     * For generated subclasses.
     *
     * @param home where relative paths of the program start; the store resolves them itself
     * @param watches the paths that cover what the program declares, relative ones below its own home
     */
    protected XenbusSetup(Access access, String home, List<String> watches) {
        this(access, home, watches, Naming.NONE);
    }

    /**
     * For generated subclasses of programs that resolve or register names.
     *
     * @param home where relative paths of the program start; the store resolves them itself
     * @param watches the paths that cover what the program declares, relative ones below its own home
     * @param names how it does that
     */
    protected XenbusSetup(Access access, String home, List<String> watches, Naming names) {
        super(access, home);
        this.watches = watches;
        this.names = names;
    }

    /**
     * Where the store is: a socket, or a device such as {@code /dev/xen/xenbus}. By default {@code XENSTORED_PATH}, or else what
     * {@link dev.xylem.xenstore.client.Transports#defaultPath} finds.
     */
    public B xenstore(Path path) {
        store = Objects.requireNonNull(path, "path");
        return self();
    }

    /** Where the store is, over a transport of the caller's: a ring, for example. */
    public B xenstore(Connector makesConnections) {
        connector = Objects.requireNonNull(makesConnections, "makesConnections");
        return self();
    }

    /** How long {@code start()} waits for required inputs, 30 seconds unless set. */
    public B waitFor(Duration limit) {
        patience = Objects.requireNonNull(limit, "limit");
        return self();
    }

    /**
     * How long a request to the store may take, ten seconds unless set. What gets no reply in time is tried again; a commit that
     * gets none is refused.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public B timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the limit of time must be positive, not " + limit);
        }
        timeout = limit;
        return self();
    }

    @Override
    protected final Upstream upstream() {
        XenbusUpstream connected = upstream;
        if (connected == null) {
            connected = connect();
            upstream = connected;
        }
        return connected;
    }

    private XenbusUpstream connect() {
        XenbusUpstream.Reconnections reconnections = new XenbusUpstream.Reconnections();
        ClientBuilder client = XenstoreClient.builder()
                .inFlight(IN_FLIGHT)
                .reconnect(RetryPolicy.PATIENT)
                .listener(reconnections);
        if (timeout != null) {
            client.timeout(timeout);
        }
        if (connector != null) {
            client.connector(connector);
        } else if (store != null) {
            client.path(store);
        }
        try {
            XenbusUpstream made = new XenbusUpstream(client.connect(), home(), watches, names, patience);
            reconnections.tell(made);
            return made;
        } catch (XenstoreException e) {
            throw new IllegalStateException("the program's store cannot be reached: " + e.getMessage(), e);
        }
    }
}
