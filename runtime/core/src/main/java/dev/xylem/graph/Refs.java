package dev.xylem.graph;

import org.jspecify.annotations.Nullable;

/** Values that are objects, for generated code. */
public final class Refs {
    private Refs() {}

    /** The object at a place, where the planner knows its type. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> T at(@Nullable Object[] values, int place) {
        return (T) values[place];
    }

    /** An object whose type the planner knows. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public static <T> T as(@Nullable Object value) {
        return (T) value;
    }

    /**
     * What a derived method returned.
     *
     * @throws IllegalStateException when it returned null
     */
    public static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("it returned null; a value that may be absent is an Optional");
        }
        return value;
    }

    /**
     * Copies to the published values what a cycle has touched.
     *
     * @param changed a word per region; its sign bit says whether the region was touched
     * @param bounds where the values of each region begin, one more than there are regions
     * @param from the staged array
     * @param to the published array, of the same type
     */
    public static void publish(long[] changed, int[] bounds, Object from, Object to) {
        for (int word = 0; word < changed.length; word++) {
            if (changed[word] < 0) {
                int begin = bounds[word];
                // Neighbours in one go: copying a long range costs little more than copying a short one.
                while (word + 1 < changed.length && changed[word + 1] < 0) {
                    word++;
                }
                System.arraycopy(from, begin, to, begin, bounds[word + 1] - begin);
            }
        }
    }

    /**
     * Where the values of each block begin.
     *
     * @param counts how many values the blocks have, a character each: a space for none, the next one for one, and so on
     * @return a number per block and the number of all values
     */
    public static int[] bounds(String counts) {
        int[] bounds = new int[counts.length() + 1];
        for (int i = 0; i < counts.length(); i++) {
            bounds[i + 1] = bounds[i] + counts.charAt(i) - ' ';
        }
        return bounds;
    }

    /**
     * Copies to the published values what a cycle has computed.
     *
     * @param ran a bit per block that was computed
     * @param bounds where the values of each block begin, one more than there are blocks
     * @param from the staged array
     * @param to the published array, of the same type
     */
    public static void publishBlocks(long[] ran, int[] bounds, Object from, Object to) {
        int blocks = bounds.length - 1;
        for (int block = 0; block < blocks; block++) {
            if ((ran[block >>> 6] & 1L << block) != 0) {
                int begin = bounds[block];
                while (block + 1 < blocks && (ran[block + 1 >>> 6] & 1L << (block + 1)) != 0) {
                    block++;
                }
                System.arraycopy(from, begin, to, begin, bounds[block + 1] - begin);
            }
        }
    }
}
