package dev.xylem.graph;

import dev.xylem.Subscription;
import dev.xylem.spi.Values;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.value.Encode;
import dev.xylem.value.ValueException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The values of a program by name. Looks at one value at a time, whatever the size of the program. */
final class NamedValues implements Values {
    private static final int PATIENCE = 64;

    private final Graph graph;
    private final Table table;
    private final Store store;
    private final List<Value> list;
    private final Map<String, Instances> families = new HashMap<>();

    NamedValues(Graph graph, Store store) {
        this.graph = graph;
        this.table = graph.table();
        this.store = store;
        boolean[] tainted = table.tainted();
        this.list =
                table.names().values().stream().map(row -> value(row, tainted)).toList();
        for (Table.Row row : table.names().values()) {
            if (row.kind() != Table.Kind.EFFECT && table.value(row.slot()).family()) {
                families.put(row.name(), new NamedInstances(this, graph, row.slot()));
            }
        }
    }

    private Value value(Table.Row row, boolean[] tainted) {
        if (row.kind() == Table.Kind.EFFECT) {
            return new Value(row.name(), Kind.EFFECT, "", null, false);
        }
        Table.Row meant = table.value(row.slot());
        Kind kind = meant.computed() ? Kind.DERIVED : meant.kind() == Table.Kind.TREE ? Kind.DIRECTORY : Kind.INPUT;
        Path path = meant.path().isEmpty() ? null : graph.path(row.slot());
        return new Value(row.name(), kind, meant.type(), path, tainted[row.slot()]);
    }

    private Table.Row row(Value value) {
        Table.Row row = table.names().get(value.name());
        if (row == null) {
            throw new IllegalArgumentException("no value is named " + value.name());
        }
        return row;
    }

    @Override
    public List<Value> list() {
        return list;
    }

    @Override
    public byte @Nullable [] text(Value value) {
        Table.Row row = row(value);
        if (row.kind() == Table.Kind.EFFECT) {
            return null;
        }
        int slot = row.slot();
        Table.Row meant = table.value(slot);
        if (slot < table.inputs() && meant.kind() != Table.Kind.TREE) {
            Node node = store.snapshot().node(graph.path(slot));
            return node == null ? meant.orElse() : node.value();
        }
        return text(published(slot));
    }

    @Override
    public @Nullable Instances instances(Value value) {
        return families.get(value.name());
    }

    /** A derived value of the last commit, without a copy of all others unless commits follow each other too fast. */
    @Nullable
    Object published(int slot) {
        State now = graph.state();
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            long stamp = now.stamp();
            if ((stamp & 1) == 0) {
                Object value = graph.get(now, slot);
                if (now.holds(stamp)) {
                    return value;
                }
            }
            Thread.onSpinWait();
        }
        return graph.get(now.frozen(), slot);
    }

    /** The text that a value has, or would have, in the store. */
    static byte @Nullable [] text(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? null : text(optional.get());
        }
        if (value instanceof byte[] octets) {
            return octets;
        }
        try {
            if (value instanceof Enum<?> constant) {
                return Encode.of(constant);
            }
            if (value instanceof Duration duration) {
                return Encode.of(duration);
            }
            if (value instanceof InetAddress address) {
                return Encode.of(address);
            }
            return Encode.of(String.valueOf(value));
        } catch (ValueException noText) {
            return noText.rule().getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            return ("(its toString threw " + e.getClass().getSimpleName() + ")").getBytes(StandardCharsets.UTF_8);
        }
    }

    private int[] slots(Table.Row row) {
        return row.kind() == Table.Kind.EFFECT ? row.sources() : new int[] {row.slot()};
    }

    private List<Source> sources(int[] slots) {
        return Arrays.stream(Explain.inputs(table, slots))
                .mapToObj(slot -> new Source(graph.path(slot), table.value(slot).kind() == Table.Kind.TREE))
                .toList();
    }

    @Override
    public List<Source> sources(Value value) {
        return sources(slots(row(value)));
    }

    @Override
    public List<Source> explained(Value value) {
        Table.Row row = row(value);
        BitSet shown = new BitSet(table.size());
        for (int slot : slots(row)) {
            shown.set(slot);
        }
        if (row.kind() != Table.Kind.EFFECT) {
            for (int other = table.inputs(); other < table.size(); other++) {
                if (Explain.reads(table.value(other), row.slot())) {
                    shown.set(other);
                }
            }
        }
        return sources(shown.stream().toArray());
    }

    @Override
    public String explain(Value value) {
        return Explain.of(graph, store, value.name());
    }

    @Override
    public Subscription subscribe(Value value, LongConsumer commits) {
        Table.Row row = row(value);
        if (row.kind() == Table.Kind.EFFECT) {
            throw new IllegalArgumentException(value.name() + " is an effect; only values change");
        }
        return graph.subscriptions().addCommits(row.slot(), value.name(), commits);
    }
}
