package dev.xylem.graph;

import dev.xylem.Problem;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the folds of a program start with, and what they are in a commit that is evaluated value by value. */
final class Folds {
    private final Graph graph;
    private final Table table;
    private final boolean none;
    private final @Nullable Object[] initial;
    private final @Nullable Object[] first;
    private final Map<Path, byte[]> remembered = new HashMap<>();

    Folds(Graph graph, Table table) {
        this.graph = graph;
        this.table = table;
        boolean any = false;
        for (int slot = table.inputs(); slot < table.size(); slot++) {
            any |= fold(slot);
        }
        this.none = !any;
        this.initial = new Object[any ? table.size() : 0];
        this.first = new Object[initial.length];
    }

    private boolean fold(int slot) {
        return table.value(slot).kind() == Table.Kind.FOLD;
    }

    /** The first value of a fold; also the one with which it starts again. */
    @Nullable
    Object initial(int slot) {
        return initial[slot];
    }

    /** Before the first cycle: takes the text of a published fold that a store before this one held. False for other paths. */
    boolean remember(Path path, byte[] text) {
        for (int slot = table.inputs(); slot < table.size() && !none; slot++) {
            if (fold(slot)
                    && !table.value(slot).path().isEmpty()
                    && graph.path(slot).equals(path)) {
                remembered.put(path, text);
                return true;
            }
        }
        return false;
    }

    /** Before the first cycle: takes what each fold starts with, or what the store remembers of one that is published. */
    void begin(Proposal proposal, List<Problem> problems, boolean[] failed) {
        for (int slot = table.inputs(); slot < table.size() && !none; slot++) {
            if (!fold(slot)) {
                continue;
            }
            Table.Row row = table.value(slot);
            failed[slot] = !take(row, row.name(), row.orElse(), initial, problems);
            first[slot] = initial[slot];
            byte[] last = row.path().isEmpty() || failed[slot] ? null : last(graph.path(slot), proposal);
            if (last != null) {
                failed[slot] = !take(row, graph.path(slot).toString(), last, first, problems);
            }
        }
    }

    private byte @Nullable [] last(Path path, Proposal proposal) {
        byte[] told = remembered.get(path);
        Node node = told != null ? null : proposal.node(path);
        return node != null ? node.value() : told;
    }

    private boolean take(
            Table.Row row, String where, byte @Nullable [] text, @Nullable Object[] values, List<Problem> problems) {
        try {
            values[row.slot()] = graph.start(row.slot(), text);
            return true;
        } catch (ValueException e) {
            byte[] shown = Objects.requireNonNullElse(text, "(empty)".getBytes(StandardCharsets.UTF_8));
            problems.add(Diagnosis.refused(row, row.secret(), where, shown, e));
            return false;
        }
    }

    /**
     * Gives a fold the value that it has without its method, if it has one: in the first cycle, when nothing that it reads
     * changed, or when it starts again. Otherwise leaves its previous value in its place, for the method.
     *
     * @param changed which of the values before it changed
     */
    boolean settle(int slot, @Nullable Object[] values, boolean[] changed) {
        if (none || !fold(slot)) {
            return false;
        }
        Table.Row row = table.value(slot);
        if (!graph.started()) {
            values[slot] = first[slot];
            return !table.value(slot).atStart();
        }
        values[slot] = graph.get(graph.state(), slot);
        for (int reset : row.resets()) {
            if (changed[reset]) {
                values[slot] = initial[slot];
                return true;
            }
        }
        boolean any = false;
        for (int source : row.sources()) {
            any |= changed[source];
        }
        return !any;
    }

    /** Whether a value is another one than before the commit; only where a fold may ask. */
    boolean changed(int slot, @Nullable Object value) {
        return !none && graph.started() && !Same.same(graph.get(graph.state(), slot), value);
    }
}
