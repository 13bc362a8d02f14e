package dev.xylem.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Paths with the aspects of them that mattered to somebody ({@link Footprint}), in order of first observation; each path
 * comes once, and its aspects add up. Used by one thread at a time.
 */
final class Seen {
    private Path[] paths = new Path[8];
    private byte[] aspects = new byte[8];
    private int size;
    /** Open addressing: positions plus one by hash of the path. */
    private int[] table = new int[16];

    int size() {
        return size;
    }

    Path path(int i) {
        return paths[i];
    }

    int aspects(int i) {
        return aspects[i];
    }

    boolean mentions(@Nullable Path path) {
        return path != null && table[slot(path)] != 0;
    }

    void record(Path path, int seen) {
        if (seen == 0) {
            return;
        }
        int slot = slot(path);
        if (table[slot] != 0) {
            aspects[table[slot] - 1] |= (byte) seen;
            return;
        }
        if (size == paths.length) {
            paths = Arrays.copyOf(paths, 2 * size);
            aspects = Arrays.copyOf(aspects, 2 * size);
        }
        paths[size] = path;
        aspects[size++] = (byte) seen;
        table[slot] = size;
        if (2 * size > table.length) {
            rehash();
        }
    }

    /** The place of a path in the table, or a free one for it. */
    private int slot(Path path) {
        int mask = table.length - 1;
        int slot = spread(path) & mask;
        while (table[slot] != 0 && !paths[table[slot] - 1].equals(path)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = spread(paths[i]) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i + 1;
        }
    }

    private static int spread(Path path) {
        int h = path.hashCode() * 0x9E3779B9;
        return h ^ h >>> 16;
    }
}
