package dev.xylem.graph;

import dev.xylem.Secret;
import dev.xylem.family.Family;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Snapshot;
import dev.xylem.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Builds the text that says what is known of a value. */
final class Explain {
    /** How often an explanation tries to catch the store and the graph at one commit. */
    private static final int PATIENCE = 10_000;

    private final Graph graph;
    private final Table table;
    private final State state;
    private final Snapshot snapshot;
    private final boolean[] tainted;

    private Explain(Graph graph, State state, Snapshot snapshot) {
        this.graph = graph;
        this.table = graph.table();
        this.state = state;
        this.snapshot = snapshot;
        this.tainted = table.tainted();
    }

    /** The text for a name. */
    static String of(Graph graph, Store store, String name) {
        Snapshot nodes = store.snapshot();
        State values = graph.state().frozen();
        // Both of one commit, unless others follow too fast for that.
        for (int attempt = 0; attempt < PATIENCE && nodes.number() != values.commit(); attempt++) {
            Thread.yield();
            nodes = store.snapshot();
            values = graph.state().frozen();
        }
        return new Explain(graph, values, nodes).of(name);
    }

    private String of(String name) {
        Table.Row row = table.names().get(name);
        int bracket = row == null && name.endsWith("]") ? name.indexOf('[') : -1;
        Table.Row family = bracket < 0 ? null : table.names().get(name.substring(0, bracket));
        if (family != null && family.kind() != Table.Kind.EFFECT) {
            return instance(name, family, name.substring(bracket + 1, name.length() - 1));
        }
        if (row == null) {
            throw new IllegalArgumentException("no value or effect is named " + name + nearest(name));
        }
        StringBuilder text = new StringBuilder();
        if (row.kind() == Table.Kind.EFFECT) {
            text.append(row.name()).append(" (effect)\n");
        } else {
            text.append(line(row.name(), row.slot())).append('\n');
            row = row.kind() == Table.Kind.ALIAS ? table.value(row.slot()) : row;
        }
        if (!row.summary().isEmpty()) {
            text.append("  ").append(row.summary()).append('\n');
        }
        text.append("  rule: ").append(row.rule()).append('\n');
        if (row.kind() == Table.Kind.FOLD) {
            text.append("  starts: ").append(start(row)).append('\n');
        }
        if (row.sources().length > 0) {
            section(text, "sources", row.sources());
            section(text, "inputs", inputs(row.sources()));
        }
        if (row.kind() != Table.Kind.EFFECT) {
            List<String> dependents = dependents(row.slot());
            if (!dependents.isEmpty()) {
                text.append("  dependents:\n");
                dependents.forEach(line -> text.append("    ").append(line).append('\n'));
            }
        }
        return text.toString();
    }

    /** An instance of a family, named by the text of its key. */
    private String instance(String name, Table.Row row, String key) {
        int slot = row.slot();
        if (!(graph.get(state, slot) instanceof Family<?, ?> family)) {
            throw new IllegalArgumentException(row.name() + " is no family, so nothing is named " + name);
        }
        StringBuilder text = new StringBuilder();
        family.forEach((at, value) -> {
            if (String.valueOf(at).equals(key)) {
                text.append(name).append(" = ");
                text.append(tainted[slot] ? Secret.MASK : Diagnosis.shown(value));
                Path path =
                        table.value(slot).computed() ? null : graph.path(slot).child(key);
                Node node = path == null ? null : snapshot.node(path);
                if (path != null) {
                    text.append(", ").append(path);
                }
                if (node != null) {
                    text.append(", last changed in commit ").append(node.subtreeVersion());
                }
                text.append("\n  of: ").append(line(row.name(), slot)).append('\n');
                List<String> dependents = graph.keys().dependents(slot, at);
                text.append(dependents.isEmpty() ? "" : "  subscribers:\n");
                dependents.forEach(who -> text.append("    ").append(who).append('\n'));
            }
        });
        if (text.isEmpty()) {
            throw new IllegalArgumentException(row.name() + " has no instance " + key);
        }
        return text.toString();
    }

    private String start(Table.Row row) {
        String first = row.orElse() == null
                ? "empty"
                : tainted[row.slot()]
                        ? Secret.MASK
                        : Diagnosis.shortened(new String(row.orElse(), StandardCharsets.UTF_8));
        StringBuilder start = new StringBuilder(first);
        for (int reset : row.resets()) {
            start.append(reset == row.resets()[0] ? ", again when " : " or ")
                    .append(table.value(reset).name());
        }
        return row.resets().length == 0 ? first : start.append(" changes").toString();
    }

    private void section(StringBuilder text, String title, int[] slots) {
        text.append("  ").append(title).append(":\n");
        for (int slot : slots) {
            text.append("    ").append(line(table.value(slot).name(), slot)).append('\n');
        }
    }

    /** Name, value, path, commit and writer of a value. */
    private String line(String name, int slot) {
        Table.Row row = table.value(slot);
        StringBuilder line = new StringBuilder(name).append(" = ").append(shown(slot));
        line.append(" (").append(row.type()).append(')');
        if (row.computed()) {
            long commit = 0;
            for (int input : inputs(row.sources())) {
                Node node = snapshot.node(graph.path(input));
                boolean tree = table.value(input).kind() == Table.Kind.TREE;
                commit = Math.max(commit, node == null ? 0 : tree ? node.subtreeVersion() : node.valueVersion());
            }
            line.append(
                    row.kind() == Table.Kind.CONSTANT
                            ? ", constant"
                            : commit == 0 ? ", from defaults" : ", inputs of commit " + commit);
            if (!row.path().isEmpty()) {
                line.append(", published at ").append(graph.path(slot));
            }
            return line.toString();
        }
        line.append(", ").append(graph.path(slot));
        Node node = snapshot.node(graph.path(slot));
        if (node == null) {
            return line.append(row.orElse() == null ? ", absent" : ", absent: the default")
                    .toString();
        }
        if (row.kind() == Table.Kind.TREE) {
            return line.append(", last changed in commit ")
                    .append(node.subtreeVersion())
                    .toString();
        }
        String text =
                tainted[slot] ? Secret.MASK : Diagnosis.shortened(new String(node.value(), StandardCharsets.UTF_8));
        return line.append(" = ")
                .append(text)
                .append(", commit ")
                .append(node.valueVersion())
                .append(", written by ")
                .append(node.writer())
                .toString();
    }

    private String shown(int slot) {
        if (tainted[slot]) {
            return Secret.MASK;
        }
        return Diagnosis.shown(graph.get(state, slot));
    }

    private int[] inputs(int[] slots) {
        return inputs(table, slots);
    }

    /** The inputs from which values come, in the order of their slots. */
    static int[] inputs(Table table, int[] slots) {
        BitSet seen = new BitSet(table.size());
        for (int slot : slots) {
            seen.set(slot);
        }
        for (int slot = table.size() - 1; slot >= table.inputs(); slot--) {
            if (seen.get(slot)) {
                for (int source : table.value(slot).sources()) {
                    seen.set(source);
                }
            }
        }
        return seen.stream().filter(slot -> slot < table.inputs()).toArray();
    }

    private List<String> dependents(int slot) {
        List<String> dependents = new ArrayList<>();
        for (int other = table.inputs(); other < table.size(); other++) {
            if (reads(table.value(other), slot)) {
                dependents.add(line(table.value(other).name(), other));
            }
        }
        for (Table.Row effect : table.effects()) {
            if (reads(effect, slot)) {
                dependents.add(effect.name() + " (effect)");
            }
        }
        return dependents;
    }

    static boolean reads(Table.Row row, int slot) {
        for (int source : row.sources()) {
            if (source == slot) {
                return true;
            }
        }
        return false;
    }

    private String nearest(String name) {
        String best = "";
        int least = Math.max(3, name.length() / 2);
        for (String candidate : table.names().keySet()) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + best + "?";
    }

    /** The least number of insertions, deletions and replacements that make one text the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[row.length - 1];
    }
}
