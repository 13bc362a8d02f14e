package dev.xylem.xenstore.name;

import dev.xylem.xenstore.client.ConnectionLostException;
import dev.xylem.xenstore.client.Watch;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A name that is registered until this is closed. A client that connects again registers it again, and takes it over from its old
 * connection; a store that has lost it gets it again. Thread-safe.
 */
public final class Registration implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.xylem");

    private final XenstoreClient client;
    private final Registrar registrar;
    private final String name;
    private final Map<String, Offer> ports;
    private @Nullable Watch watch;
    private boolean closed;
    private @Nullable XenstoreException problem;

    private Registration(XenstoreClient client, String name, Map<String, Offer> ports) {
        this.client = client;
        this.registrar = new Registrar(client);
        this.name = name;
        this.ports = new LinkedHashMap<>(ports);
    }

    static Registration open(XenstoreClient client, String name, Map<String, Offer> ports, Duration patience)
            throws XenstoreException {
        Registration made = new Registration(client, name, ports);
        made.first(System.nanoTime() + patience.toNanos());
        Watch watching = client.watch(Names.directory(name), event -> made.look());
        synchronized (made) {
            made.watch = watching;
        }
        return made;
    }

    /** Registers, after somebody else if there is time. */
    private void first(long limit) throws XenstoreException {
        while (true) {
            try {
                register();
                return;
            } catch (NameTakenException taken) {
                long left = limit - System.nanoTime();
                registrar.free();
                if (left <= 0) {
                    throw taken;
                }
                awaitFree(Duration.ofNanos(left), taken);
            }
        }
    }

    /** Waits until nothing is at the name that was in the way. */
    private void awaitFree(Duration limit, NameTakenException taken) throws XenstoreException {
        try {
            client.await(
                    nodes -> nodes.findList(Names.directory(name)).isEmpty() ? Optional.of(true) : Optional.empty(),
                    limit);
        } catch (dev.xylem.xenstore.client.RequestTimeoutException e) {
            throw taken;
        }
    }

    private synchronized void register() throws XenstoreException {
        for (Map.Entry<String, Offer> port : ports.entrySet()) {
            registrar.bind(name, port.getKey(), port.getValue());
        }
        client.<Boolean, RuntimeException>transact(transaction -> {
            for (Map.Entry<String, Offer> port : ports.entrySet()) {
                if (!registrar.stands(transaction, name, port.getKey(), port.getValue())) {
                    registrar.offer(transaction, name, port.getKey(), port.getValue());
                }
            }
            return true;
        });
    }

    /** Something has changed at the name, or there is another connection. */
    private synchronized void look() {
        if (closed) {
            return;
        }
        try {
            register();
            problem = null;
        } catch (XenstoreException e) {
            problem = e;
            if (e instanceof ConnectionLostException) {
                // The next connection has the watch fire.
                return;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the name {0} could not be kept registered: {1}",
                    name,
                    e.getMessage());
        }
    }

    /**
     * Has the service reached elsewhere, in one commit.
     *
     * @throws XenstoreException as {@link Names#register}
     */
    public synchronized void move(String port, Offer offer) throws XenstoreException {
        if (closed) {
            throw new IllegalStateException("the registration of " + name + " is closed");
        }
        ports.put(Names.checked(port), offer);
        register();
    }

    /** Whether the store removes it when the connection ends, as those of this project do. */
    public boolean ephemeral() {
        return registrar.bound();
    }

    /** Why it is not registered any more, if it is not: the name is taken, or the store does not answer. */
    public synchronized Optional<XenstoreException> problem() {
        return Optional.ofNullable(problem);
    }

    /** Removes what was registered in one commit, with what is empty then. Idempotent. */
    @Override
    public void close() throws XenstoreException {
        Watch watching;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            watching = watch;
        }
        if (watching != null) {
            watching.close();
        }
        synchronized (this) {
            if (problem instanceof NameTakenException) {
                return;
            }
            client.<Boolean, RuntimeException>transact(transaction -> {
                for (String port : ports.keySet()) {
                    registrar.withdraw(transaction, name, port);
                }
                return true;
            });
            registrar.free();
        }
    }
}
