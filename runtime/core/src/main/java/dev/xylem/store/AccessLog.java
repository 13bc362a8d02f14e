package dev.xylem.store;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every operation, accepted or refused. Called by the thread of the operation, sometimes under the commit lock: it
 * must be thread-safe, must not block and must not call the store.
 */
public interface AccessLog {
    /** Logs no operation, at no cost. */
    AccessLog NONE = (caller, operation, path, refusal) -> {};

    /**
     * An operation is over.
     *
     * @param caller who asked
     * @param operation its name in the protocol, such as {@code WRITE}
     * @param path where, or null when the operation has no path
     * @param refusal why it was refused, or null when it was accepted
     */
    void operation(Caller caller, String operation, @Nullable Path path, @Nullable StoreException refusal);

    /**
     * A change was put off for a short time, because it would undo a transaction of somebody who lost several.
     *
     * @param caller who asked for the change
     * @param path where it would do so
     * @param favoured whose transactions were lost
     */
    default void deferred(Caller caller, Path path, Caller favoured) {}

    /** An internal failure that did not reach a client as what it is; by default for the platform's logger {@code dev.xylem}. */
    default void failure(String what, Throwable cause) {
        System.getLogger("dev.xylem").log(System.Logger.Level.ERROR, what, cause);
    }

    /** A log of one line per operation. */
    static AccessLog lines(Consumer<String> line) {
        return new AccessLog() {
            @Override
            public void operation(
                    Caller caller, String operation, @Nullable Path path, @Nullable StoreException refusal) {
                line.accept(caller.principal() + " " + operation + (path == null ? "" : " " + path)
                        + (refusal == null ? "" : " -> " + refusal.getMessage()));
            }

            @Override
            public void failure(String what, Throwable cause) {
                line.accept(what + ": " + cause);
            }
        };
    }
}
