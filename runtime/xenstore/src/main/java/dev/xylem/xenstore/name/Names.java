package dev.xylem.xenstore.name;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.NodeReader;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves and registers names with a client of a store. Stateless.
 *
 * <p>Names and ports are names of nodes: letters, digits, {@code -} and {@code _}.
 */
public final class Names {
    /** Where names lie. */
    public static final String ROOT = "/conduit";

    private Names() {}

    /**
     * What was found at a name.
     *
     * @param text the endpoint as text, not checked yet
     * @param peer the directory of the server that has all its rings for this domain, if it is reached by rings
     */
    public record Lookup(Optional<String> text, Optional<String> peer) {
        private static final Lookup NOTHING = new Lookup(Optional.empty(), Optional.empty());
    }

    /** The directory of a name. */
    static String directory(String name) {
        return ROOT + "/" + checked(name);
    }

    static String checked(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("a name or port has 1 to 128 letters, digits, - and _");
        }
        return name;
    }

    /**
     * Where a service is reached now: nothing while it is not registered, what it says is no endpoint, or this caller may not know.
     * To wait for it, {@code client.await(nodes -> Names.find(nodes, "db", "5432"), limit)}.
     *
     * @param nodes a client, a transaction, or what a condition reads through
     */
    public static Optional<Endpoint> find(NodeReader nodes, String name, String port) throws XenstoreException {
        try {
            return look(nodes, name, port).text().map(Endpoint::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #find}, and what to watch. A domain has a name if the name's node holds its number and is its own, or domain 0's,
     * which speaks for others: so nobody is led to a domain by somebody else.
     */
    public static Lookup look(NodeReader nodes, String name, String port) throws XenstoreException {
        String directory = directory(name);
        Optional<String> address = text(nodes, directory + "/" + checked(port)).filter(text -> !text.isEmpty());
        if (address.isPresent()) {
            return new Lookup(address, Optional.empty());
        }
        Optional<Integer> server = number(nodes, directory);
        Optional<Integer> own = server.isPresent() ? number(nodes, "domid") : Optional.empty();
        if (own.isEmpty() || !speaksFor(nodes, directory, server.get())) {
            return Lookup.NOTHING;
        }
        String peer = "/local/domain/" + server.get() + "/data/vchan/" + own.get();
        Optional<String> ring = text(nodes, peer + "/" + port + "/ring-ref");
        Optional<String> channel = text(nodes, peer + "/" + port + "/event-channel");
        return new Lookup(
                ring.isPresent() && channel.isPresent()
                        ? Optional.of("vchan:" + server.get() + ":" + ring.get() + ":" + channel.get())
                        : Optional.empty(),
                Optional.of(peer));
    }

    private static boolean speaksFor(NodeReader nodes, String directory, int server) throws XenstoreException {
        Optional<List<Permission>> permissions = visible(() -> Optional.of(nodes.permissions(directory)));
        int owner = permissions.map(list -> list.get(0).domid()).orElse(-1);
        return owner == server || owner == 0;
    }

    /** The number of a domain that a node holds. */
    static Optional<Integer> number(NodeReader nodes, String path) throws XenstoreException {
        return text(nodes, path)
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .filter(number -> number <= Endpoint.MAX_DOMAIN);
    }

    static Optional<String> text(NodeReader nodes, String path) throws XenstoreException {
        return visible(() -> nodes.findText(path));
    }

    /** Something that the server is asked for. */
    interface Asked<T> {
        Optional<T> get() throws XenstoreException;
    }

    /** What is hidden is nothing. */
    static <T> Optional<T> visible(Asked<T> asked) throws XenstoreException {
        try {
            return asked.get();
        } catch (ErrorReplyException e) {
            if (e.errno() == Errno.EACCES || e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Registers a service, and keeps it registered, over new connections too if the client makes them, until it is closed or the
     * connection ends. All ports appear in one commit.
     *
     * @param ports where it is reached, by port
     * @param patience how long to wait while somebody else has the name; zero to be refused at once
     * @throws NameTakenException when somebody else has the name, or part of it
     * @throws XenstoreException when the store refuses it: without a right to write at the name, or below the own home
     */
    public static Registration register(XenstoreClient client, String name, Map<String, Offer> ports, Duration patience)
            throws XenstoreException {
        return Registration.open(client, name, ports, patience);
    }
}
