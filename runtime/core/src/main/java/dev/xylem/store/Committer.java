package dev.xylem.store;

import dev.xylem.Problem;
import java.util.List;
import java.util.function.Consumer;

/**
 * The last step of every commit: runs the application's cycle on the merged tree, swaps the root, tells the watches. Used
 * under the commit lock; the state may be read without.
 */
final class Committer {
    private final Cycle cycle;
    private final boolean bare;
    private final CycleProposal proposal;
    private final WatchFiring firing;
    private final SysRegion sys;
    private final AccessLog log;
    private final CommitLog commits = new CommitLog();
    private volatile Snapshot state;
    /** Whether foreign code runs that must not come back into the store. */
    private boolean busy;

    Committer(
            Snapshot initial,
            Cycle cycle,
            Owned owned,
            Principal owner,
            WatchFiring firing,
            SysRegion sys,
            AccessLog log) {
        this.state = initial;
        this.cycle = cycle;
        this.bare = cycle.equals(Cycle.NONE);
        this.proposal = new CycleProposal(this, owned, owner);
        this.firing = firing;
        this.sys = sys;
        this.log = log;
    }

    /** The committed state. */
    Snapshot state() {
        return state;
    }

    /** The last commits. Under the commit lock. */
    CommitLog commits() {
        return commits;
    }

    void publish(Snapshot next) {
        state = next;
    }

    /**
     * Commits a working copy of the present state.
     *
     * @throws StoreException {@link RefusedException} from the cycle, or EIO when it failed; then nothing has changed
     */
    void commit(Working tree, Actor actor) throws StoreException {
        Snapshot before = state;
        Changes changes = tree.changes();
        changes.compact(before);
        busy = true;
        try {
            if (bare) {
                state = tree.toSnapshot();
            } else {
                run(tree, actor);
            }
            if (!tree.assignments().isEmpty()) {
                putInForce(tree);
            }
            commits.add(state.number(), actor, changes);
            firing.fire(before, state, changes);
        } finally {
            busy = false;
        }
    }

    /** Commits a working copy without asking the application, of which it must publish nothing. */
    void force(Working tree, Actor actor) {
        Snapshot before = state;
        Changes changes = tree.changes();
        changes.compact(before);
        busy = true;
        try {
            state = tree.toSnapshot();
            commits.add(state.number(), actor, changes);
            firing.fire(before, state, changes);
        } finally {
            busy = false;
        }
    }

    /** Shows what a commit would propose; nothing is committed. */
    void rehearse(Working tree, Actor actor, Consumer<? super Proposal> look) {
        tree.changes().compact(state);
        busy = true;
        proposal.begin(tree, actor.caller);
        try {
            look.accept(proposal);
        } finally {
            proposal.end();
            busy = false;
        }
    }

    /** What was written to mounted regions takes effect with the commit, which nothing can undo any more. */
    private void putInForce(Working tree) {
        for (Working.Assignment assignment : tree.assignments()) {
            try {
                assignment.apply().accept(tree.stamp());
            } catch (RuntimeException | Error e) {
                log.failure("the value written to " + assignment.path() + " could not be put in force", e);
            }
        }
    }

    /** Whether the thread that holds the lock is in a cycle or in a receiver of events. */
    boolean busy() {
        return busy;
    }

    /** Tells a new watch about itself (V-3). */
    void greet(Watch watch) {
        busy = true;
        try {
            firing.deliver(watch, watch.path);
        } finally {
            busy = false;
        }
    }

    /** Tells watches that a node of a mounted region changed without a commit. */
    void announceMounted(Path path) {
        busy = true;
        try {
            firing.fire(path, state);
        } finally {
            busy = false;
        }
    }

    /** Tells the watches of a special node that something happened to domains. */
    void announce(Path special, int[] domains) {
        busy = true;
        try {
            firing.fire(special, domains, state);
        } finally {
            busy = false;
        }
    }

    private void run(Working tree, Actor actor) throws StoreException {
        proposal.begin(tree, actor.caller);
        try {
            cycle.run(proposal);
            if (!proposal.accepted()) {
                throw failed(tree, new IllegalStateException("the cycle neither accepted nor refused"));
            }
        } catch (RefusedException e) {
            if (!proposal.accepted()) {
                refused(tree, e.problems());
                throw e;
            }
            log.failure("the cycle refused commit " + tree.stamp() + " after it had accepted it; it stands", e);
        } catch (CommitLostException e) {
            throw new ConflictException(e.path());
        } catch (RuntimeException | Error e) {
            if (!proposal.accepted()) {
                throw failed(tree, e);
            }
            log.failure("the cycle failed after it had accepted commit " + tree.stamp() + "; it stands", e);
        } finally {
            proposal.end();
        }
    }

    private StoreException failed(Working tree, Throwable cause) {
        log.failure("the cycle of commit " + tree.stamp() + " failed; the commit is refused", cause);
        refused(tree, List.of(new Problem("(cycle)", "(none)", "internal failure: " + cause)));
        return new StoreException(Errno.EIO, null, "the application failed; its log and /sys/refusals tell why");
    }

    private void refused(Working tree, List<Problem> problems) {
        Path text = sys.refused(problems, tree.stamp());
        firing.fire(SysRegion.refusals(), state);
        firing.fire(text, state);
    }
}
