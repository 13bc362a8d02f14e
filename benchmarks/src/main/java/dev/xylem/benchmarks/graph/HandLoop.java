package dev.xylem.benchmarks.graph;

/** A chain by hand as a loop over an array. */
final class HandLoop extends Hand {
    private int source;
    private final int[] values;

    HandLoop(int length) {
        values = new int[length];
    }

    @Override
    public void set(int value) {
        if (value == source) {
            return;
        }
        source = value;
        int x = value;
        int before = result();
        int[] chain = values;
        for (int i = 0; i < chain.length; i++) {
            x += 1;
            chain[i] = x;
        }
        publish();
        if (x != before) {
            tally.run(x);
        }
    }

    @Override
    public int result() {
        return values[values.length - 1];
    }
}
