package dev.xylem.benchmarks.graph;

/** {@link Diamond} by hand. */
final class HandDiamond extends Hand {
    private int source;
    private int a;
    private int b;
    private int c;
    private int d;
    private int e;
    private int sum;

    @Override
    public void set(int value) {
        if (value == source) {
            return;
        }
        source = value;
        a = value + 1;
        b = value + 1;
        c = value + 1;
        d = value + 1;
        e = value + 1;
        int before = sum;
        int after = a + b + c + d + e;
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
