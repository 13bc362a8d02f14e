package dev.xylem.processor.plan;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the shortest test for whether a value that reads several others must be computed.
 *
 * <p>A derived value can only have changed if its block ran, that is, if one of the block's drivers changed. So it need not be
 * asked for where all these drivers are asked for anyway. And where all the derived values that are read stand in blocks of
 * which each has an evaluation to spare (see {@link Blocks}), a small function asks whether one of the blocks ran instead: no
 * value of theirs is then compared for it.
 */
final class Drivers {
    private final Block[] blockOf;
    private final int[] spare;

    Drivers(int slots) {
        this.blockOf = new Block[slots];
        this.spare = new int[slots];
    }

    /** Takes note of a block and of how many evaluations it leaves to others whenever it runs. */
    void placed(Block block, int left) {
        for (int slot : block.slots()) {
            blockOf[slot] = block;
        }
        spare[block.slots().get(0)] = left;
    }

    /** What the block that ends with a value leaves to others; 0 for all other values. */
    int spareAfter(int slot) {
        Block block = blockOf[slot];
        return block == null || block.slots().get(block.slots().size() - 1) != slot ? 0 : spare(slot);
    }

    /** Leaves nothing of that. */
    void spend(int slot) {
        if (spareAfter(slot) > 0) {
            spare[blockOf[slot].slots().get(0)] = 0;
        }
    }

    private int spare(int slot) {
        return spare[blockOf[slot].slots().get(0)];
    }

    /** The drivers of a value that reads some slots; the value costs so little that it may run in vain if {@code cheap}. */
    TreeSet<Integer> of(TreeSet<Integer> reads, boolean cheap) {
        TreeSet<Integer> asked = new TreeSet<>(reads);
        for (int slot : reads.descendingSet()) {
            if (blockOf[slot] != null && asked.containsAll(blockOf[slot].drivers())) {
                asked.remove(slot);
            }
        }
        return cheap ? gathered(asked) : asked;
    }

    private TreeSet<Integer> gathered(TreeSet<Integer> asked) {
        TreeSet<Integer> drivers = new TreeSet<>();
        Set<Integer> paying = new HashSet<>();
        for (int slot : asked) {
            if (blockOf[slot] == null) {
                drivers.add(slot);
                continue;
            }
            if (spare(slot) < 1) {
                return asked;
            }
            drivers.addAll(blockOf[slot].drivers());
            paying.add(blockOf[slot].slots().get(0));
        }
        if (paying.isEmpty() || drivers.size() > asked.size()) {
            return asked;
        }
        paying.forEach(first -> spare[first]--);
        return drivers;
    }
}
