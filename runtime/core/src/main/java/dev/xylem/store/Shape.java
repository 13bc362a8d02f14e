package dev.xylem.store;

import java.util.Arrays;

/**
 * The names of up to {@link #MAX} children, sorted. Shared by all versions of a directory until its set of children changes:
 * replacing a child copies one array of references and nothing of this.
 */
final class Shape {
    /** The most names in one shape; directories with more are a {@link Branch}. */
    static final int MAX = 32;

    static final Shape EMPTY = new Shape(new long[0], new String[0]);

    final long[] keys;
    final String[] names;
    /** Octets of the names, each with a separator. */
    final int octets;

    Shape(long[] keys, String[] names) {
        this.keys = keys;
        this.names = names;
        int sum = names.length;
        for (String name : names) {
            sum += name.length();
        }
        this.octets = sum;
    }

    /** The index of a name, or {@code -1 - index} of where it would be. */
    int find(long key, String name) {
        return find(keys, names, key, name);
    }

    /** The same for a name of a path, which is looked at only if its key does not say all. */
    int find(Path path, int i) {
        return find(keys, names, path, i);
    }

    static int find(long[] keys, String[] names, Path path, int i) {
        long key = path.key(i);
        if (!Names.exact(key)) {
            return find(keys, names, key, path.name(i));
        }
        int length = keys.length;
        if (length == 0) {
            return -1;
        }
        // Without a branch in the loop, as nobody can predict which way a search goes.
        int at = 0;
        while (length > 1) {
            int half = length >>> 1;
            at = keys[at + half] <= key ? at + half : at;
            length -= half;
        }
        long found = keys[at];
        return found == key ? at : found < key ? -2 - at : -1 - at;
    }

    static int find(long[] keys, String[] names, long key, String name) {
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = keys[middle];
            if (found < key) {
                low = middle + 1;
            } else if (found > key) {
                high = middle - 1;
            } else {
                int order = Names.exact(key) ? 0 : names[middle].compareTo(name);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
        }
        return -1 - low;
    }

    Shape inserted(int at, long key, String name) {
        return new Shape(Copies.inserted(keys, at, key), Copies.inserted(names, at, name));
    }

    Shape removed(int at) {
        return keys.length == 1 ? EMPTY : new Shape(Copies.removed(keys, at), Copies.removed(names, at));
    }

    Shape range(int from, int to) {
        return new Shape(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(names, from, to));
    }

    boolean sameNames(Shape other) {
        return Arrays.equals(keys, other.keys) && Arrays.equals(names, other.names);
    }

    int hash() {
        long h = 1;
        for (long key : keys) {
            h = (h ^ key) * 0x9E3779B97F4A7C15L;
        }
        return (int) (h >>> 40);
    }
}
