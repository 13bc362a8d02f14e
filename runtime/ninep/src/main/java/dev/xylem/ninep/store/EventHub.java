package dev.xylem.ninep.store;

import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.store.WatchSink;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands the events of one session's watches to those who wait for them. {@link #event} is called under the commit lock, the rest
 * by the server's thread.
 */
final class EventHub implements WatchSink {
    /** Takes what happened: the number of the commit and the path that changed. */
    interface Listener {
        void changed(long commit, String path);
    }

    private static final class Watched {
        final Listener listener;
        /** The first event of a watch only greets. */
        volatile boolean greeted;

        Watched(Listener listener) {
            this.listener = listener;
        }
    }

    private final View view;
    private final Map<Long, Watched> watches = new ConcurrentHashMap<>();
    private long last;

    EventHub(View view) {
        this.view = view;
    }

    private static byte[] token(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    /** Begins to hear of changes at a path and below. Returns what ends it. */
    Runnable watch(Path path, Listener listener) throws StoreException {
        long id = ++last;
        watches.put(id, new Watched(listener));
        try {
            view.session().watch(path, path.toString(), token(id), -1);
        } catch (StoreException refused) {
            watches.remove(id);
            throw refused;
        }
        return () -> {
            if (watches.remove(id) != null) {
                try {
                    view.session().unwatch(path, token(id));
                } catch (StoreException gone) {
                    // The session has ended, and all its watches with it.
                }
            }
        };
    }

    @Override
    public void event(String path, byte[] token) {
        Watched watched = watches.get(ByteBuffer.wrap(token).getLong());
        if (watched == null) {
            return;
        }
        if (watched.greeted) {
            watched.listener.changed(view.now().number(), path);
        } else {
            watched.greeted = true;
        }
    }

    void close() {
        watches.clear();
    }
}
