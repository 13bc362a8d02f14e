package dev.xylem.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes each principal owns, and how much memory they take; of the program itself only how many. Immutable: part of the state of a commit, so that what is discarded is discarded whole
 * . A hash table in two levels of sixteen; a change copies one array of each and a short chain.
 */
final class Usage {
    private static final Cell[] EMPTY = new Cell[16];

    private record Cell(
            Principal principal,
            int count,
            long octets,
            @Nullable Cell next) {}

    private final Cell[] @Nullable [] table;
    /** Whose nodes are counted, but not weighed. */
    private final Principal program;

    private Usage(Cell[] @Nullable [] table, Principal program) {
        this.table = table;
        this.program = program;
    }

    static Usage none(Principal program) {
        return new Usage(new Cell[16][], program);
    }

    private static int hash(Principal principal) {
        return principal.id() + 31 * principal.incarnation();
    }

    private static @Nullable Cell find(@Nullable Cell chain, Principal principal) {
        Cell cell = chain;
        while (cell != null && !cell.principal.equals(principal)) {
            cell = cell.next;
        }
        return cell;
    }

    private Cell[] row(int hash) {
        Cell[] row = table[hash >>> 4 & 15];
        return row == null ? EMPTY : row;
    }

    int of(Principal principal) {
        int hash = hash(principal);
        Cell cell = find(row(hash)[hash & 15], principal);
        return cell == null ? 0 : cell.count;
    }

    /** The {@link Weight} of all nodes of a principal. */
    long octets(Principal principal) {
        int hash = hash(principal);
        Cell cell = find(row(hash)[hash & 15], principal);
        return cell == null ? 0 : cell.octets;
    }

    boolean weighs(Principal principal) {
        return !principal.equals(program);
    }

    /** The counters after a change of one of them. A counter of zero takes no room. */
    @SuppressWarnings("ReferenceEquality") // the very cell that is replaced
    Usage plus(Principal principal, int nodes, long octets) {
        boolean weighed = octets != 0 && weighs(principal);
        if (nodes == 0 && !weighed) {
            return this;
        }
        int hash = hash(principal);
        Cell chain = row(hash)[hash & 15];
        Cell found = find(chain, principal);
        Cell changed = chain;
        if (found != null) {
            changed = null;
            for (Cell cell = chain; cell != null; cell = cell.next) {
                if (cell != found) {
                    changed = new Cell(cell.principal, cell.count, cell.octets, changed);
                }
            }
        }
        int count = (found == null ? 0 : found.count) + nodes;
        if (count != 0) {
            long sum = (found == null ? 0 : found.octets) + (weighed ? octets : 0);
            changed = new Cell(principal, count, sum, changed);
        }
        Cell[][] rows = table.clone();
        Cell[] row = row(hash).clone();
        row[hash & 15] = changed;
        rows[hash >>> 4 & 15] = row;
        return new Usage(rows, program);
    }

    /** All counters that are not zero. */
    Map<Principal, Integer> asMap() {
        Map<Principal, Integer> all = new HashMap<>();
        for (Cell[] row : table) {
            for (Cell chain : row == null ? EMPTY : row) {
                for (Cell cell = chain; cell != null; cell = cell.next) {
                    all.put(cell.principal, cell.count);
                }
            }
        }
        return all;
    }
}
