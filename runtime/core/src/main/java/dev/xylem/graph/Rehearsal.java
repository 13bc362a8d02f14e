package dev.xylem.graph;

import dev.xylem.DryRun;
import dev.xylem.Problem;
import dev.xylem.Secret;
import dev.xylem.store.Proposal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes what a commit would change, value by value, and changes nothing. Runs under the commit lock, between two commits.
 */
final class Rehearsal {
    private final Graph graph;
    private final Table table;
    private final Proposal proposal;
    private final List<Problem> problems = new ArrayList<>();
    private final List<DryRun.Difference> changes = new ArrayList<>();
    private final List<String> recomputed = new ArrayList<>();
    private final List<String> effects = new ArrayList<>();

    private Rehearsal(Graph graph, Proposal proposal) {
        this.graph = graph;
        this.table = graph.table();
        this.proposal = proposal;
    }

    /** What the commit of a proposal would do. */
    static DryRun of(Graph graph, Proposal proposal) {
        Rehearsal rehearsal = new Rehearsal(graph, proposal);
        try {
            boolean[] failed = graph.stage(proposal, rehearsal.problems);
            rehearsal.compute(failed == null ? new boolean[rehearsal.table.size()] : failed);
        } finally {
            graph.restore();
        }
        return rehearsal.report();
    }

    /** What a commit that writes nothing would do. */
    static DryRun nothing() {
        return new DryRun(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private void compute(boolean[] failed) {
        State now = graph.state();
        int size = table.size();
        @Nullable Object[] values = new Object[size];
        boolean[] changed = new boolean[size];
        boolean[] tainted = table.tainted();
        Diagnosis diagnosis = new Diagnosis(graph, table);
        for (int slot = 0; slot < size; slot++) {
            Object before = graph.get(now, slot);
            values[slot] = before;
            if (slot < table.inputs()) {
                if (!failed[slot]) {
                    values[slot] = graph.staged(slot);
                }
            } else if (anyOf(changed, failed, slot)) {
                if (!graph.folds().settle(slot, values, changed)) {
                    recomputed.add(table.value(slot).name());
                    diagnosis.evaluate(slot, values, failed, tainted, problems);
                }
            }
            // What depends on a value that cannot be computed cannot be computed either.
            changed[slot] = failed[slot] || !Same.same(before, values[slot]);
            if (changed[slot] && !failed[slot]) {
                changes.add(difference(slot, tainted[slot], before, values[slot]));
                diagnosis.text(slot, values[slot], problems);
            }
        }
        for (Table.Row effect : table.effects()) {
            for (int source : effect.sources()) {
                if (changed[source]) {
                    effects.add(effect.name());
                    break;
                }
            }
        }
    }

    private boolean anyOf(boolean[] changed, boolean[] failed, int slot) {
        boolean any = false;
        for (int source : table.value(slot).sources()) {
            failed[slot] |= failed[source];
            any |= changed[source];
        }
        return any && !failed[slot];
    }

    private DryRun.Difference difference(int slot, boolean secret, @Nullable Object before, @Nullable Object after) {
        Table.Row row = table.value(slot);
        return new DryRun.Difference(
                row.name(),
                row.path().isEmpty() ? "" : graph.path(slot).toString(),
                secret ? Secret.MASK : Diagnosis.shown(before),
                secret ? Secret.MASK : Diagnosis.shown(after));
    }

    private DryRun report() {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < proposal.size(); i++) {
            String node = proposal.kind(i) + " " + proposal.path(i);
            if (!nodes.contains(node)) {
                nodes.add(node);
            }
        }
        if (problems.isEmpty()) {
            return new DryRun(problems, nodes, changes, recomputed, effects);
        }
        return new DryRun(problems, nodes, List.of(), List.of(), List.of());
    }
}
