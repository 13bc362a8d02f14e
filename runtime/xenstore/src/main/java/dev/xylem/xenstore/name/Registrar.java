package dev.xylem.xenstore.name;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.NodeAccess;
import dev.xylem.xenstore.client.NodeReader;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.Permission.Right;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import dev.xylem.xenstore.name.Endpoint.Vchan;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes offers where clients look for them: sockets as the value of {@code /conduit/NAME/PORT}; of vchans the ring and the channel
 * below {@code data/vchan/CLIENT/PORT} of the own home, for the client alone, and the own number at {@code /conduit/NAME}. Thread-safe.
 *
 * <p>A server of this project removes all of it when the connection ends, by {@code CONTROL ephemeral}. Other stores do not know
 * that: there it goes with the domain, or when it is withdrawn.
 */
public final class Registrar {
    private static final String VCHAN = "data/vchan";

    private final XenstoreClient client;
    private final String holder;
    /** The names whose directories did not exist, and so go with what is in them. */
    private final Set<String> made = new HashSet<>();

    private final Set<String> bound = new LinkedHashSet<>();

    /** One who registers over a client. */
    public Registrar(XenstoreClient client) {
        this.client = client;
        this.holder = "process " + ProcessHandle.current().pid() + " (" + UUID.randomUUID() + ")";
    }

    /**
     * Binds to the connection what an offer writes, before it does: so there is no moment in which it is there and stays.
     *
     * @throws NameTakenException when somebody else has it
     */
    public synchronized void bind(String name, String port, Offer offer) throws XenstoreException {
        String directory = Names.directory(name);
        if (!made.contains(name) && Names.text(client, directory).isEmpty()) {
            made.add(name);
        }
        List<String> paths = new ArrayList<>();
        if (made.contains(name)) {
            paths.add(directory);
        }
        if (offer.socket().isPresent()) {
            paths.add(directory + "/" + Names.checked(port));
        }
        for (Vchan vchan : offer.vchans()) {
            paths.add(VCHAN + "/" + vchan.domain() + "/" + Names.checked(port));
        }
        for (String path : paths) {
            bind(path);
        }
    }

    private void bind(String path) throws XenstoreException {
        try {
            List<String> reply = client.request(MessageType.CONTROL, List.of("ephemeral", path, holder));
            // oxenstored says OK to every command.
            if (reply.equals(List.of("bound"))) {
                bound.add(path);
            } else {
                bound.remove(path);
            }
        } catch (ErrorReplyException e) {
            switch (e.errno()) {
                case EEXIST -> throw new NameTakenException(path, other(path));
                case EINVAL, EACCES, EPERM, ENOSYS, ENOENT -> bound.remove(path);
                default -> throw e;
            }
        }
    }

    private String other(String path) throws XenstoreException {
        List<String> reply = client.request(MessageType.CONTROL, List.of("ephemeral", path));
        return reply.isEmpty() || reply.get(0).isEmpty() ? "somebody else" : reply.get(0);
    }

    /** Whether something goes with the connection. */
    public synchronized boolean bound() {
        return !bound.isEmpty();
    }

    /**
     * Writes an offer in place of an earlier one.
     *
     * @param to the transaction to write in
     * @throws NameTakenException when the name is another domain's
     */
    public void offer(NodeAccess to, String name, String port, Offer offer) throws XenstoreException {
        String address = Names.directory(name) + "/" + Names.checked(port);
        Optional<Endpoint> socket = offer.socket();
        if (socket.isPresent()) {
            to.write(address, socket.get().toString());
        } else if (Names.text(to, address).isPresent()) {
            to.remove(address);
        }
        List<Vchan> vchans = offer.vchans();
        Set<String> clients = new HashSet<>();
        vchans.forEach(vchan -> clients.add(Integer.toString(vchan.domain())));
        remove(to, port, clients);
        if (!vchans.isEmpty()) {
            int own = own(to);
            claim(to, name, own);
            for (Vchan vchan : vchans) {
                write(to, port, own, vchan);
            }
        }
    }

    private static int own(NodeReader nodes) throws XenstoreException {
        return Names.number(nodes, "domid")
                .orElseThrow(() -> new XenstoreException(
                        "the store does not say which domain this is: the node domid of its home is missing"));
    }

    private void claim(NodeAccess to, String name, int own) throws XenstoreException {
        String directory = Names.directory(name);
        Optional<String> before = Names.text(to, directory);
        if (before.filter(Integer.toString(own)::equals).isPresent()) {
            return;
        }
        try {
            to.write(directory, Integer.toString(own));
        } catch (ErrorReplyException e) {
            if (e.errno() == Errno.EACCES
                    && before.filter(text -> !text.isEmpty()).isPresent()) {
                throw new NameTakenException(directory, "domain " + before.get());
            }
            throw e;
        }
        if (before.isEmpty()) {
            // What it got from the directory above may let others write.
            to.setPermissions(directory, List.of(new Permission(Right.READ, own)));
        }
    }

    /** One after the other and not with the values, since a directory that is missing would belong to everybody who may look. */
    private static void write(NodeAccess to, String port, int own, Vchan vchan) throws XenstoreException {
        List<Permission> both = List.of(new Permission(Right.NONE, own), new Permission(Right.READ, vchan.domain()));
        String directory = VCHAN + "/" + vchan.domain();
        Map<String, String> nodes = new LinkedHashMap<>();
        nodes.put(directory + "/" + port + "/ring-ref", Integer.toString(vchan.ringRef()));
        nodes.put(directory + "/" + port + "/event-channel", Integer.toString(vchan.eventChannel()));
        for (String above : List.of(directory, directory + "/" + port)) {
            to.mkdir(above);
            to.setPermissions(above, both);
        }
        for (Map.Entry<String, String> node : nodes.entrySet()) {
            to.write(node.getKey(), node.getValue());
            to.setPermissions(node.getKey(), both);
        }
    }

    /** Removes the rings of a port, apart from some clients', and directories that are empty then. */
    private static void remove(NodeAccess from, String port, Set<String> clients) throws XenstoreException {
        List<String> all = Names.visible(() -> from.findList(VCHAN)).orElse(List.of());
        int left = all.size();
        for (String other : all) {
            String directory = VCHAN + "/" + other;
            List<String> ports = from.findList(directory).orElse(List.of());
            if (!clients.contains(other) && ports.contains(port)) {
                if (ports.size() == 1) {
                    from.remove(directory);
                    left--;
                } else {
                    from.remove(directory + "/" + port);
                }
            }
        }
        if (left == 0 && !all.isEmpty() && clients.isEmpty()) {
            from.remove(VCHAN);
        }
    }

    /** Whether an offer is there as it was written. */
    public boolean stands(NodeReader nodes, String name, String port, Offer offer) throws XenstoreException {
        Optional<String> address = Names.text(nodes, Names.directory(name) + "/" + port);
        if (!address.equals(offer.socket().map(Endpoint::toString))) {
            return false;
        }
        for (Vchan vchan : offer.vchans()) {
            String place = VCHAN + "/" + vchan.domain() + "/" + port;
            if (Names.text(nodes, place + "/ring-ref")
                            .filter(Integer.toString(vchan.ringRef())::equals)
                            .isEmpty()
                    || Names.text(nodes, place + "/event-channel")
                            .filter(Integer.toString(vchan.eventChannel())::equals)
                            .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Removes an offer, and the name if it was made here and has no other. */
    public synchronized void withdraw(NodeAccess from, String name, String port) throws XenstoreException {
        String directory = Names.directory(name);
        offer(from, name, port, Offer.none());
        if (made.contains(name)
                && from.findList(directory).filter(List::isEmpty).isPresent()) {
            from.remove(directory);
        }
    }

    /** Frees what is bound, which stays; for what has been withdrawn. */
    public synchronized void free() throws XenstoreException {
        for (String path : List.copyOf(bound)) {
            bound.remove(path);
            try {
                client.request(MessageType.CONTROL, List.of("ephemeral", path, ""));
            } catch (ErrorReplyException e) {
                // Another connection has it, or nobody.
            }
        }
    }
}
