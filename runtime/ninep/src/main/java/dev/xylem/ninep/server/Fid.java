package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A client's name for a file, and the file as it has opened it. {@link #wake} may be called by any thread. */
final class Fid {
    final int number;
    final Attached attached;
    Entry entry;

    /** Set from the opening of a directory on, until it is given up for another; it can be made anew at any time. */
    @Nullable
    Listing listing;

    /** Plan 9's way to read a directory: where the next read has to begin, and after which entry. */
    long nextOffset;

    long lastCookie;

    final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);

    private final Client client;
    private final AtomicBoolean woken = new AtomicBoolean();
    private @Nullable Opening opening;
    private @Nullable OpenFile file;
    boolean removeOnClose;
    boolean closed;

    Fid(Client client, int number, Attached attached, Entry entry) {
        this.client = client;
        this.number = number;
        this.attached = attached;
        this.entry = entry;
        attached.take();
    }

    boolean opened() {
        return opening != null;
    }

    void open(Opening how, @Nullable OpenFile opened) {
        opening = how;
        file = opened;
    }

    boolean directory() {
        return entry.qid().directory();
    }

    /** The file, open for reading. */
    OpenFile readable() throws NinepException {
        OpenFile open = file;
        if (open == null || opening == null || !opening.read()) {
            throw new NinepException(Errno.EBADF);
        }
        return open;
    }

    /** The file, open for writing. */
    OpenFile writable() throws NinepException {
        if (directory()) {
            throw new NinepException(Errno.EISDIR);
        }
        OpenFile open = file;
        if (open == null || opening == null || !opening.write()) {
            throw new NinepException(Errno.EBADF);
        }
        return open;
    }

    /** Most octets that one write should have, or 0 for as many as a message carries. */
    int unit() {
        OpenFile open = file;
        return open == null ? 0 : open.unit();
    }

    /** Brings what was written into effect. */
    void sync() throws NinepException {
        OpenFile open = file;
        if (open != null && opening != null && opening.write()) {
            open.sync();
        }
    }

    /** Whether a write waits, or the end of one: what comes after it has to wait as well, to stay in order. */
    boolean writesWait() {
        for (Waiting request : waiting) {
            if (request.type == Message.WRITE.request() || request.type == Message.FSYNC.request()) {
                return true;
            }
        }
        return false;
    }

    /** Has the requests that wait for this file tried again. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            client.woken(this);
        }
    }

    void awake() {
        woken.set(false);
    }

    /** Frees what the fid holds. */
    void close() {
        closed = true;
        OpenFile open = file;
        file = null;
        listing = null;
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            attached.give();
        }
    }
}
