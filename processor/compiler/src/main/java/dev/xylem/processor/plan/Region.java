package dev.xylem.processor.plan;

import java.util.List;

/**
 * As many blocks as go into one method.
 *
 * @param index its place among the regions
 * @param first the slot of its first value
 * @param size how many values it has; their slots are consecutive
 */
public record Region(int index, int first, int size, List<Block> blocks) {
    /** One word of change bits has a bit for each value of a region and the sign for the region itself. */
    public static final int LIMIT = 63;

    public Region {
        blocks = List.copyOf(blocks);
    }
}
