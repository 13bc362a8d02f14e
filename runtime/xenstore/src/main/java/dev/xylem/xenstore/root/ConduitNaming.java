package dev.xylem.xenstore.root;

import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.client.NodeAccess;
import dev.xylem.xenstore.client.NodeReader;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import dev.xylem.xenstore.name.Names;
import dev.xylem.xenstore.name.Offer;
import dev.xylem.xenstore.name.Registrar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names by the paths {@code /conduit/NAME/PORT}: in the program's copy the endpoint that a name resolves to is the value of one node,
 * and what is published there is an offer.
 */
public final class ConduitNaming extends Naming {
    private static final String TOP = Names.ROOT.substring(1);
    private static final int NAME = 1;
    private static final int PORT = 2;
    private static final int DEPTH = 3;

    /** Where the servers have their rings for this domain, by input. */
    private volatile Map<Path, String> peers = Map.of();

    private final Set<Path> registered = ConcurrentHashMap.newKeySet();
    private volatile @Nullable XenstoreClient client;
    private volatile @Nullable Registrar registrar;

    /** For generated programs, one for each. */
    public ConduitNaming() {}

    @Override
    void connect(XenstoreClient to) {
        client = to;
        registrar = new Registrar(to);
    }

    private static <T> T connected(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the program has no store yet");
        }
        return part;
    }

    @Override
    boolean is(Path path) {
        return path.depth() == DEPTH && path.name(0).equals(TOP);
    }

    @Override
    Optional<byte[]> read(NodeReader from, Path path) throws XenstoreException {
        Names.Lookup found = Names.look(from, path.name(NAME), path.name(PORT));
        Map<Path, String> now = new TreeMap<>(peers);
        if (found.peer().isPresent()) {
            now.put(path, found.peer().get());
        } else {
            now.remove(path);
        }
        if (!now.equals(peers)) {
            peers = Map.copyOf(now);
        }
        return found.text().map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** One for each server, however many of its ports are declared. */
    @Override
    Collection<String> targets() {
        return Set.copyOf(peers.values());
    }

    @Override
    List<Path> seen(Path change) throws StoreException {
        List<Path> seen = new ArrayList<>();
        for (Map.Entry<Path, String> peer : peers.entrySet()) {
            Path place = Path.parse(peer.getValue(), Path.ROOT);
            if (place.isWithin(change) || change.isWithin(place)) {
                seen.add(peer.getKey());
            }
        }
        return seen;
    }

    @Override
    void bind(Map<Path, byte[]> published) throws XenstoreException {
        for (Map.Entry<Path, byte[]> value : published.entrySet()) {
            Path path = value.getKey();
            if (is(path)) {
                connected(registrar).bind(path.name(NAME), path.name(PORT), offer(path, value.getValue()));
            }
        }
    }

    @Override
    void write(NodeAccess to, Path path, byte[] offer) throws XenstoreException {
        registered.add(path);
        connected(registrar).offer(to, path.name(NAME), path.name(PORT), offer(path, offer));
    }

    @Override
    boolean stands(NodeReader nodes, Path path, byte[] offer) throws XenstoreException {
        return connected(registrar).stands(nodes, path.name(NAME), path.name(PORT), offer(path, offer));
    }

    @Override
    void withdraw() throws XenstoreException {
        if (!registered.isEmpty()) {
            connected(client).<Boolean, RuntimeException>transact(transaction -> {
                for (Path path : registered) {
                    connected(registrar).withdraw(transaction, path.name(NAME), path.name(PORT));
                }
                return true;
            });
        }
    }

    private static Offer offer(Path path, byte[] value) throws XenstoreException {
        try {
            return Offer.parse(new String(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new XenstoreException("what is published at the name " + path + " is no offer: " + e.getMessage());
        }
    }
}
