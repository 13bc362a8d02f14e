package dev.xylem.graph;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where effects that throw are reported and counted. Thread-safe. */
public final class EffectLog {
    /** Told of each failure; runs on the effect executor. */
    @FunctionalInterface
    public interface Listener {
        /**
         * An effect or a subscriber threw.
         *
         * @param effect its name, such as {@code balloon.resize}
         * @param commit the number of the commit after which it ran
         */
        void failed(String effect, long commit, Throwable thrown);
    }

    private final AtomicLong failures = new AtomicLong();
    private final @Nullable Listener listener;
    private final Holdings holdings = new Holdings(this);

    /** A log that tells a listener, or without one the platform's logger {@code dev.xylem}. */
    public EffectLog(@Nullable Listener listener) {
        this.listener = listener;
    }

    /** How many effects and subscribers have thrown. */
    public long failures() {
        return failures.get();
    }

    /** What the effects of the program hold. */
    Holdings holdings() {
        return holdings;
    }

    /** Counts and reports; throws nothing, so that the effect thread survives whatever users' code throws. */
    void failed(String effect, long commit, Throwable thrown) {
        failures.incrementAndGet();
        if (listener == null) {
            report("effect " + effect + " of commit " + commit + " failed", thrown);
            return;
        }
        try {
            listener.failed(effect, commit, thrown);
        } catch (Throwable e) {
            report("the listener for failed effects failed itself", e);
        }
    }

    /** Logs what is no effect's failure. */
    void report(String what, Throwable thrown) {
        System.getLogger("dev.xylem").log(Level.WARNING, what, thrown);
    }
}
