package dev.xylem.benchmarks.graph;

/** {@link Triangle} by hand. */
final class HandTriangle extends Hand {
    private int source;
    private int c1;
    private int c2;
    private int c3;
    private int c4;
    private int c5;
    private int c6;
    private int c7;
    private int c8;
    private int c9;
    private int sum;

    @Override
    public void set(int value) {
        if (value == source) {
            return;
        }
        source = value;
        c1 = value + 1;
        c2 = c1 + 1;
        c3 = c2 + 1;
        c4 = c3 + 1;
        c5 = c4 + 1;
        c6 = c5 + 1;
        c7 = c6 + 1;
        c8 = c7 + 1;
        c9 = c8 + 1;
        int before = sum;
        int after = value + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9;
        sum = after;
        publish();
        if (after != before) {
            tally.run(after);
        }
    }

    @Override
    public int result() {
        return sum;
    }
}
