package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A text that is only read; what is read is of the moment of the last read at offset 0. */
final class TextFile implements OpenFile {
    /** Where the text comes from. */
    interface Source {
        byte[] read() throws NinepException;
    }

    private final Source source;
    private byte @Nullable [] content;

    TextFile(Source source) {
        this.source = source;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws NinepException {
        byte[] read = content;
        if (offset == 0 || read == null) {
            read = source.read();
            content = read;
        }
        return put(read, offset, into);
    }

    /** Puts what there is from an offset on. */
    static int put(byte[] content, long offset, ByteBuffer into) {
        int from = (int) Math.min(offset, content.length);
        int count = Math.min(into.remaining(), content.length - from);
        into.put(content, from, count);
        return count;
    }
}
