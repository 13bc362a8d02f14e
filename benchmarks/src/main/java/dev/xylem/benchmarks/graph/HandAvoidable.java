package dev.xylem.benchmarks.graph;

/** {@link Avoidable} by hand. */
final class HandAvoidable extends Hand {
    private int source;
    private int same;
    private int zero;
    private int third = Avoidable.busy() + 1;
    private int fourth = third + 2;
    private int fifth = fourth + 3;

    @Override
    public void set(int value) {
        if (value == source) {
            return;
        }
        source = value;
        same = value;
        int before = fifth;
        int second = same & 0;
        if (second != zero) {
            zero = second;
            third = Avoidable.busy() + second + 1;
            fourth = third + 2;
            fifth = fourth + 3;
        }
        publish();
        if (fifth != before) {
            tally.run(fifth);
        }
    }

    @Override
    public int result() {
        return fifth;
    }
}
