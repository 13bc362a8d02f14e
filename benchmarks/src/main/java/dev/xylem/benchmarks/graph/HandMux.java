package dev.xylem.benchmarks.graph;

import java.util.Arrays;

/**
 * {@link Mux100} by hand; one update writes one of the heads. Unfused, it packs all heads as the program does; fused, its
 * author knows that the pack is only taken apart again.
 */
final class HandMux extends Hand {
    private static final int WIDTH = 100;

    private final boolean fused;
    private final int[] heads = new int[WIDTH];
    private int[] pack = new int[WIDTH];
    private final int[] picked = new int[WIDTH];
    private final int[] out = new int[WIDTH];

    HandMux(boolean fused) {
        this.fused = fused;
        Arrays.fill(out, 1);
    }

    @Override
    public void set(int value) {
        int head = Math.floorMod(value, WIDTH);
        if (heads[head] == value) {
            return;
        }
        heads[head] = value;
        if (fused) {
            picked[head] = value;
            out[head] = value + 1;
            publish();
            tally.run(value + 1);
            return;
        }
        pack = heads.clone();
        int changed = -1;
        for (int i = 0; i < WIDTH; i++) {
            int pick = pack[i];
            if (pick != picked[i]) {
                picked[i] = pick;
                out[i] = pick + 1;
                changed = i;
            }
        }
        publish();
        if (changed >= 0) {
            tally.run(out[changed]);
        }
    }

    @Override
    public int result() {
        return out[WIDTH - 1];
    }
}
