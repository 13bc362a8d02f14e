package dev.xylem.store;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A log whose failures stay its own: what an operation has done, or a commit announces, does not depend on whether somebody
 * could write it down. Thread-safe.
 */
final class GuardedLog implements AccessLog {
    private final AccessLog guarded;
    private final AtomicLong failures = new AtomicLong();

    GuardedLog(AccessLog guarded) {
        this.guarded = guarded;
    }

    @Override
    public void operation(Caller caller, String operation, @Nullable Path path, @Nullable StoreException refusal) {
        try {
            guarded.operation(caller, operation, path, refusal);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    @Override
    public void deferred(Caller caller, Path path, Caller favoured) {
        try {
            guarded.deferred(caller, path, favoured);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    @Override
    public void failure(String what, Throwable cause) {
        try {
            guarded.failure(what, cause);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable thrown) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            System.getLogger("dev.xylem").log(Level.ERROR, "the access log failed (failure " + count + ")", thrown);
        }
    }
}
