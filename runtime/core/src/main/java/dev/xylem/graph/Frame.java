package dev.xylem.graph;

import dev.xylem.family.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to run after one commit, with the values of that commit. A generated subclass adds a field per parameter of an
 * effect. Filled by the committing thread, run by the effect executor, and used again.
 */
public abstract class Frame {
    /** What {@link #run} gets for a frame that carries notices of subscribers only. */
    static final long FULL = 1L << 63;

    /** Non-zero while the frame waits to be run; published with release, read with acquire. */
    long due;

    long commit;

    @Nullable
    List<Runnable> notices;

    private final EffectLog log;

    /** For generated subclasses. */
    protected Frame(EffectLog log) {
        this.log = log;
    }

    /** Runs the effects whose bits are set, in order. What an effect throws goes to {@link #failed}. */
    protected abstract void run(long effects);

    /** Reports what an effect has thrown; the others run. */
    protected final void failed(String effect, Throwable thrown) {
        log.failed(effect, commit, thrown);
    }

    /**
     * Holds what an effect has acquired, null for nothing, and then closes what it held before.
     *
     * @param index its place among the effects
     */
    protected final void hold(int index, String effect, @Nullable AutoCloseable acquired) {
        log.holdings().replace(index, effect, acquired, commit);
    }

    /**
     * Runs an effect for each instance of a family that it is due for, and holds what it acquires for that instance.
     *
     * @param index its place among the effects
     * @param before the version before the commit
     * @param all whether it is due for every instance that there is
     * @param gone whether it wants to know of those that are gone
     */
    protected final <K, V> void each(
            int index,
            String effect,
            Family<K, V> before,
            Family<K, V> now,
            boolean all,
            boolean gone,
            InstanceEffect<K, V> call) {
        InstanceEffect.run(new InstanceEffect.Place(index, effect, log, commit), before, now, all, gone, call);
    }

    final void add(Runnable notice) {
        if (notices == null) {
            notices = new ArrayList<>();
        }
        notices.add(notice);
    }

    final void runAll(long effects) {
        List<Runnable> told = notices;
        notices = null;
        try {
            run(effects & ~FULL);
        } catch (Throwable e) {
            failed("(effects)", e);
        }
        if (told != null) {
            told.forEach(Runnable::run);
        }
    }
}
