package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that somebody has opened. What is read is of one moment: that of the last read at offset 0.
 *
 * <p>A write at offset 0 that comes whole is one commit, and what is wrong with it is the reply to it. Everything else is
 * gathered and committed at the end, or when it shall be brought into effect: a write that is as long as one may be, since more
 * will follow, and what follows at other offsets. Truncating alone is never a commit.
 */
final class ValueFile implements OpenFile {
    /** Where a value comes from and goes to. */
    interface Source {
        /** The content now. */
        byte[] read() throws NinepException;

        /** What a write goes on from that does not begin at the beginning. */
        default byte[] base() throws NinepException {
            return read();
        }

        /** Commits another content. */
        void write(byte[] content) throws NinepException;
    }

    /** The longest value that is taken. */
    static final int MAX = 64 * 1024;

    /** Programs that write in pieces write such ones: longer writes are more than one to the client. */
    private static final int UNIT = 4096;

    private static final byte[] NOTHING = {};

    private final View view;
    private final Opening how;
    private final Source source;

    private byte @Nullable [] content;

    /** What the file would contain if everything written were in effect; null while nothing is written. */
    private byte @Nullable [] draft;

    private int length;
    private boolean gathered;

    ValueFile(View view, Opening how, Source source) {
        this.view = view;
        this.how = how;
        this.source = source;
        this.draft = how.truncate() ? NOTHING : null;
    }

    @Override
    public int unit() {
        return how.write() ? UNIT : 0;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws NinepException {
        byte[] read = content;
        if (offset == 0 || read == null) {
            read = source.read();
            content = read;
        }
        return TextFile.put(read, offset, into);
    }

    @Override
    public int write(long asked, ByteBuffer from, boolean whole) throws NinepException {
        int count = from.remaining();
        if (asked == 0 && !how.append()) {
            return begin(from, whole);
        }
        byte[] before = draft;
        int had = length;
        if (before == null) {
            before = source.base();
            had = before.length;
        }
        long offset = how.append() ? had : asked;
        if (offset > had) {
            throw new NinepException(Errno.EINVAL, "a value has no holes: it has " + had + " octets so far");
        }
        long end = offset + count;
        if (end > MAX) {
            throw tooLong();
        }
        byte[] longer = room(before, had, (int) Math.max(end, had));
        from.get(longer, (int) offset, count);
        length = (int) Math.max(end, had);
        gathered = true;
        return count;
    }

    /** Begins a draft anew, and commits it when it is whole. It is kept, since more may follow all the same. */
    private int begin(ByteBuffer from, boolean whole) throws NinepException {
        int count = from.remaining();
        if (count > MAX) {
            throw tooLong();
        }
        if (whole) {
            view.checkReady();
        }
        drop();
        byte[] octets = room(NOTHING, 0, count);
        from.get(octets, 0, count);
        length = count;
        gathered = !whole;
        if (whole) {
            commit(octets);
        }
        return count;
    }

    private static NinepException tooLong() {
        return new NinepException(Errno.EFBIG, "values have at most " + MAX + " octets");
    }

    private void commit(byte[] octets) throws NinepException {
        gathered = false;
        try {
            source.write(Arrays.copyOf(octets, length));
        } catch (NinepException refused) {
            drop();
            throw refused;
        }
    }

    /** Makes the draft an array with room for so many octets, of which the first are those that it had. */
    @SuppressWarnings("ReferenceEquality") // whose array it is matters, not what is in it
    private byte[] room(byte[] octets, int had, int needed) throws NinepException {
        byte[] now = draft;
        if (now != null && now.length >= needed && now == octets) {
            return now;
        }
        int size = Math.min(MAX, Math.max(needed, 2 * had));
        if (!view.budget().take(size)) {
            throw new NinepException(Errno.ENOMEM, "too much is written and not committed");
        }
        byte[] larger = Arrays.copyOf(octets, size);
        if (now != null) {
            view.budget().give(now.length);
        }
        draft = larger;
        length = had;
        return larger;
    }

    private void drop() {
        byte[] now = draft;
        if (now != null) {
            view.budget().give(now.length);
            draft = null;
        }
        length = 0;
    }

    @Override
    public void sync() throws NinepException {
        byte[] written = draft;
        if (!gathered || written == null) {
            return;
        }
        view.checkReady();
        commit(written);
    }

    @Override
    public void close() {
        drop();
    }
}
