package dev.xylem.graph;

import dev.xylem.Subscription;
import dev.xylem.family.Edit;
import dev.xylem.family.Family;
import dev.xylem.spi.Values;
import dev.xylem.store.Path;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a family by the texts of their keys. An index is made when it is first asked for, and brought forward by what
 * changed since it was asked last; a program that is not asked has none.
 */
final class NamedInstances implements Values.Instances {
    private final NamedValues values;
    private final Graph graph;
    private final int slot;

    /** Instances by the texts of their keys; guarded by this object, like the version that it shows. */
    private final Map<String, Object> index = new TreeMap<>();

    private Family<?, ?> indexed = Family.empty();

    NamedInstances(NamedValues values, Graph graph, int slot) {
        this.values = values;
        this.graph = graph;
        this.slot = slot;
    }

    private static String text(Object key) {
        byte[] text = NamedValues.text(key);
        return text == null ? "" : new String(text, StandardCharsets.UTF_8);
    }

    /** The index of the last commit; to be called, and used, by whoever holds this object's lock. */
    private Map<String, Object> index() {
        Family<Object, Object> now = Refs.as(values.published(slot));
        Family<Object, Object> before = Refs.as(indexed);
        List<Edit<Object, Object>> edits = now.since(before);
        // First what goes: keys may have the same text.
        for (Edit<Object, Object> edit : edits) {
            if (edit.after() == null) {
                index.remove(text(edit.key()));
            }
        }
        for (Edit<Object, Object> edit : edits) {
            if (edit.after() != null) {
                index.put(text(edit.key()), edit.after());
            }
        }
        indexed = now;
        return index;
    }

    @Override
    public synchronized List<String> keys() {
        return List.copyOf(index().keySet());
    }

    @Override
    public synchronized byte @Nullable [] text(String key) {
        Object instance = index().get(key);
        return instance == null ? null : NamedValues.text(instance);
    }

    @Override
    public @Nullable Path path(String key) {
        if (graph.table().value(slot).computed()) {
            return null;
        }
        synchronized (this) {
            return index().containsKey(key) ? graph.path(slot).child(key) : null;
        }
    }

    @Override
    public boolean single() {
        return graph.singles(slot);
    }

    @Override
    public Subscription subscribe(Values.KeysListener listener) {
        return graph.subscriptions().add(slot, graph.table().value(slot).name(), (change, commit) -> {
            Family<Object, Object> before = Refs.as(change.oldValue());
            Family<Object, Object> after = Refs.as(change.newValue());
            listener.changed(
                    commit,
                    after.since(before).stream()
                            .map(edit -> text(edit.key()))
                            .distinct()
                            .sorted()
                            .toList());
        });
    }
}
