package dev.xylem.benchmarks.graph;

/** {@link Unstable} by hand. */
final class HandUnstable extends Hand {
    private int source;
    private int twice;
    private int negative;
    private int current;

    @Override
    public void set(int value) {
        if (value == source) {
            return;
        }
        source = value;
        twice = 2 * value;
        negative = -value;
        int before = current;
        int after = Unstable.current(value, twice, negative);
        current = after;
        publish();
        if (after != before) {
            tally.run(after);
        }
    }

    @Override
    public int result() {
        return current;
    }
}
