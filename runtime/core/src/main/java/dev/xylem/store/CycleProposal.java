package dev.xylem.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The proposal that a {@link Committer} shows to the cycle: one object, used again for each commit. */
final class CycleProposal implements Proposal {
    private final Committer committer;
    private final Owned owned;
    private final Principal publisher;

    private @Nullable Working tree;
    private @Nullable Caller caller;
    private @Nullable Snapshot merged;
    private int size;
    private boolean published;
    private boolean accepted;

    CycleProposal(Committer committer, Owned owned, Principal publisher) {
        this.committer = committer;
        this.owned = owned;
        this.publisher = publisher;
    }

    void begin(Working working, Caller by) {
        tree = working;
        caller = by;
        merged = working.toSnapshot();
        size = working.changes().size();
        published = false;
        accepted = false;
    }

    void end() {
        tree = null;
        caller = null;
        merged = null;
    }

    boolean accepted() {
        return accepted;
    }

    private static <T> T inside(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a proposal is valid only while its cycle runs");
        }
        return part;
    }

    @Override
    public long number() {
        return inside(merged).number();
    }

    @Override
    public int size() {
        inside(merged);
        return size;
    }

    @Override
    public Path path(int i) {
        return inside(tree).changes().path(checked(i));
    }

    @Override
    public Mutation kind(int i) {
        return inside(tree).changes().kind(checked(i));
    }

    private int checked(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("change " + i + " of " + size);
        }
        return i;
    }

    @Override
    public @Nullable Node node(Path path) {
        // What is written to a mounted region is in force only afterwards; the working copy shows it already.
        View view = inside(tree).mounts.covering(path) == 0 ? inside(merged) : inside(tree);
        return view.find(path);
    }

    @Override
    public Caller caller() {
        return inside(caller);
    }

    @Override
    public void publish(Path path, byte[] value) {
        Working working = inside(tree);
        if (accepted) {
            throw new IllegalStateException("accepted already; publish before that");
        }
        if (!owned.contains(path)) {
            throw new IllegalArgumentException(path + " was not declared as owned by the application");
        }
        int existing = working.descend(path);
        Node nearest = working.passed(existing);
        if (existing < path.depth()) {
            working.create(path, existing, value, nearest.acl().withOwner(publisher), publisher);
        } else if (!Arrays.equals(nearest.value(), value)) {
            working.write(path, value, publisher);
        } else {
            return;
        }
        published = true;
    }

    @Override
    public void accept() {
        Working working = inside(tree);
        if (accepted) {
            throw new IllegalStateException("accepted already");
        }
        accepted = true;
        committer.publish(published ? working.toSnapshot() : inside(merged));
    }
}
