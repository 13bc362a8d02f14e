package dev.xylem.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The published values of a program. A generated subclass adds one plain field or array element per value.
 *
 * <p>One thread at a time writes, between {@link #open} and {@link #close}. A reader of a single value calls {@link #acquire}
 * and reads the field: it sees the value of the last commit that was published before, or of a later one. A reader of
 * several values takes a {@link #frozen} copy, whose values are all of one commit. Readers never block the writer.
 */
public abstract class State {
    private static final VarHandle STAMP;

    static {
        try {
            STAMP = MethodHandles.lookup().findVarHandle(State.class, "stamp", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How often a reader tries to copy before it asks the writer for a copy. */
    private static final int PATIENCE = 64;

    /** Twice the number of the commit, less one while that commit is being published. */
    private volatile long stamp;

    private volatile boolean wanted;

    private volatile @Nullable State handed;

    /** For generated subclasses. */
    protected State() {}

    /** Makes everything visible that was published before; call it before reading a field. */
    public final void acquire() {
        long unused = stamp;
    }

    /** What {@link #holds} compares; call it before reading a value that may be overwritten once it is replaced. */
    public final long stamp() {
        return stamp;
    }

    /** Whether nothing was published since a stamp was taken, so that what was read in between is a published value. */
    public final boolean holds(long taken) {
        VarHandle.loadLoadFence();
        return (long) STAMP.getOpaque(this) == taken;
    }

    /** The number of the commit whose values these are; 0 before the first. Of a live state only a hint. */
    public final long commit() {
        return stamp >>> 1;
    }

    /** Begins to publish a commit. Only the writer calls it. */
    public final void open(long number) {
        STAMP.setOpaque(this, 2 * number - 1);
        // The fields may not become visible before the odd number does, nor the content of a value after its reference.
        VarHandle.storeStoreFence();
    }

    /** Ends publishing the values of a commit. Only the writer calls it. */
    public final void close(long number) {
        STAMP.setRelease(this, 2 * number);
        // What the next commit stages in an array that was replaced may not become visible before.
        VarHandle.storeStoreFence();
    }

    /** Hands a copy to readers that wait for one. The writer calls it after each commit that it has published. */
    final void serve() {
        if (wanted) {
            State copy = duplicate();
            copy.stamp = stamp;
            wanted = false;
            handed = copy;
        }
    }

    /** A copy that never changes and whose values are all of one commit. */
    public final State frozen() {
        // What this thread has read before may be of a commit that is being published right now.
        VarHandle.loadLoadFence();
        long oldest = stamp + 1 >>> 1;
        for (int attempt = 0; ; attempt++) {
            long before = stamp;
            if ((before & 1) == 0) {
                State copy = duplicate();
                if (holds(before)) {
                    copy.stamp = before;
                    // As for final fields: whoever gets the reference sees the values.
                    VarHandle.storeStoreFence();
                    return copy;
                }
            }
            if (attempt >= PATIENCE) {
                // Commits follow each other too fast. The writer copies for us; what it hands over must not be
                // older than what this thread may have seen.
                State copy = handed;
                if (copy != null && copy.commit() >= oldest) {
                    return copy;
                }
                wanted = true;
            }
            Thread.onSpinWait();
        }
    }

    /** Whether a reader waits for the writer's copy. */
    final boolean wanted() {
        return wanted;
    }

    /** A new state with the fields of this one as they are at the moment; not validated. */
    protected abstract State duplicate();
}
