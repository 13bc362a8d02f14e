package dev.xylem.store;

/**
 * Receives the events of a session's watches. Called under the commit lock, by whichever thread commits: it must not block
 * and must not call the store.
 */
@FunctionalInterface
public interface WatchSink {
    /** Drops all events. */
    WatchSink NONE = (path, token) -> {};

    /**
     * Something changed at or below a watched path. The event may be one too many, never one too few; what holds now has
     * to be read.
     *
     * @param path the path that changed, relative if the watch was
     * @param token as given with the watch; not to be changed
     */
    void event(String path, byte[] token);
}
