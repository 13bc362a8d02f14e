package dev.xylem.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction becomes a commit: the steps from cheap to dear, each taken only when the one before does not do.
 *
 * <ol>
 *   <li>Nothing changed: nothing to commit, always a success (T-9).
 *   <li>Nobody else committed: the private tree is the next state.
 *   <li>What was seen still holds: the changes are merged, key by key.
 *   <li>A replay gives equal replies: its result is committed. Where rights may have ended with somebody's life, of which no
 *       node tells, this is the first step after 1.
 *   <li>Conflict, named by the first path in the order of the requests.
 * </ol>
 */
final class CommitLadder {
    private final Execution execution;
    private final Owned owned;

    CommitLadder(Execution execution, Owned owned) {
        this.execution = execution;
        this.owned = owned;
    }

    /**
     * The tree to commit, or null when there is nothing to commit. Called under the commit lock.
     *
     * @param tree the transaction's private tree
     * @param now the committed state
     * @param scratch a working copy to merge in
     */
    @Nullable
    Working climb(Working tree, Footprint footprint, List<Request> requests, Actor actor, Snapshot now, Working scratch)
            throws ConflictException {
        if (tree.changes().size() == 0) {
            return null;
        }
        long start = tree.base().number();
        boolean alone = now.number() == start;
        if (alone && !footprint.foreign() && !footprint.outlived()) {
            return tree;
        }
        Path conflict = Validation.firstConflict(footprint.seen(), start, now);
        if (conflict == null && !footprint.outlived()) {
            if (alone) {
                return tree;
            }
            scratch.begin(now, now.number() + 1);
            if (!footprint.limited() && Merge.apply(requests, scratch, actor, execution)) {
                return scratch;
            }
        }
        scratch.begin(now, now.number() + 1);
        Path differing = Replay.run(requests, start, scratch, actor, execution, owned);
        if (differing == null) {
            // Others may have done by now all that there was to do.
            return scratch.changes().size() == 0 ? null : scratch;
        }
        throw new ConflictException(conflict == null ? differing : conflict);
    }
}
