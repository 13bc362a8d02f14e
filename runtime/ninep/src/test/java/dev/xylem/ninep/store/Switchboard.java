package dev.xylem.ninep.store;

import dev.xylem.Subscription;
import dev.xylem.spi.Exporter;
import dev.xylem.spi.Values;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A program of two families, by hand: {@code net.ports}, whose instances are the children of {@code /ports}, and
 * {@code net.labels}, which has the same in capitals by keys that are no names of nodes.
 */
final class Switchboard implements Exporter.Program, Values {
    static final Path PORTS = Path.of("/ports");
    static final Value STORED = new Value("net.ports", Kind.DIRECTORY, "Family<Integer, String>", PORTS, false);
    static final Value COMPUTED = new Value("net.labels", Kind.DERIVED, "Family<String, String>", null, false);

    private final Store store = Store.builder(new UnixAccess(Mount.OWNER)).build();
    private final List<KeysListener> listeners = new ArrayList<>();
    private final boolean single;

    Switchboard(boolean single) {
        this.single = single;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Values values() {
        return this;
    }

    /** What the program does after a commit that changed some ports. */
    void changed(String... keys) {
        listeners.forEach(listener -> listener.changed(store.snapshot().number(), List.of(keys)));
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public List<Value> list() {
        return List.of(STORED, COMPUTED);
    }

    @Override
    public byte[] text(Value value) {
        return "some instances".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Instances instances(Value value) {
        return new Ports(value.equals(STORED));
    }

    @Override
    public List<Source> sources(Value value) {
        return List.of(new Source(PORTS, true));
    }

    @Override
    public List<Source> explained(Value value) {
        return sources(value);
    }

    @Override
    public String explain(Value value) {
        return value.name() + ": explained\n";
    }

    @Override
    public Subscription subscribe(Value value, LongConsumer commits) {
        throw new IllegalStateException("families are heard of key by key");
    }

    private final class Ports implements Instances {
        private final boolean stored;

        Ports(boolean stored) {
            this.stored = stored;
        }

        private String key(String name) {
            return stored ? name : "./" + name;
        }

        @Override
        public List<String> keys() {
            Node ports = store.snapshot().node(PORTS);
            return ports == null
                    ? List.of()
                    : ports.names().stream().map(this::key).toList();
        }

        private Path node(String key) {
            String name = key.substring(key.lastIndexOf('/') + 1);
            return Stream.of(PORTS.child(name))
                    .filter(path -> key.equals(key(name)) && store.snapshot().node(path) != null)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public byte[] text(String key) {
            Path node = node(key);
            if (node == null) {
                return null;
            }
            byte[] value = store.snapshot().node(node).value();
            return stored
                    ? value
                    : new String(value, StandardCharsets.UTF_8)
                            .toUpperCase(Locale.ROOT)
                            .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Path path(String key) {
            return stored ? node(key) : null;
        }

        @Override
        public boolean single() {
            return stored && single;
        }

        @Override
        public Subscription subscribe(KeysListener listener) {
            KeysListener mine = (commit, keys) ->
                    listener.changed(commit, keys.stream().map(this::key).toList());
            listeners.add(mine);
            return () -> listeners.remove(mine);
        }
    }
}
