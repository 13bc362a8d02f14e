package dev.xylem.store;

import java.util.Arrays;

/** Copies of arrays with one element more or less. */
final class Copies {
    private Copies() {}

    static <T> T[] inserted(T[] from, int at, T element) {
        T[] to = Arrays.copyOf(from, from.length + 1);
        System.arraycopy(from, at, to, at + 1, from.length - at);
        to[at] = element;
        return to;
    }

    static <T> T[] removed(T[] from, int at) {
        T[] to = Arrays.copyOf(from, from.length - 1);
        System.arraycopy(from, at + 1, to, at, to.length - at);
        return to;
    }

    static <T> T[] replaced(T[] from, int at, T element) {
        T[] to = from.clone();
        to[at] = element;
        return to;
    }

    static long[] inserted(long[] from, int at, long element) {
        long[] to = Arrays.copyOf(from, from.length + 1);
        System.arraycopy(from, at, to, at + 1, from.length - at);
        to[at] = element;
        return to;
    }

    static long[] removed(long[] from, int at) {
        long[] to = Arrays.copyOf(from, from.length - 1);
        System.arraycopy(from, at + 1, to, at, to.length - at);
        return to;
    }
}
