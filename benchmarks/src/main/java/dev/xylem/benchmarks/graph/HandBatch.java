package dev.xylem.benchmarks.graph;

/** {@link Batch} by hand; one update writes value, value + 1, … value + 9. */
final class HandBatch extends Hand {
    private int s0;
    private int s1;
    private int s2;
    private int s3;
    private int s4;
    private int s5;
    private int s6;
    private int s7;
    private int s8;
    private int s9;
    private int d0;
    private int d1;
    private int d2;
    private int d3;
    private int d4;
    private int d5;
    private int d6;
    private int d7;
    private int d8;
    private int d9;
    private int sum;

    @Override
    public void set(int value) {
        if (value != s0) {
            s0 = value;
            d0 = s0 + 1;
        }
        if (value + 1 != s1) {
            s1 = value + 1;
            d1 = s1 + 1;
        }
        if (value + 2 != s2) {
            s2 = value + 2;
            d2 = s2 + 1;
        }
        if (value + 3 != s3) {
            s3 = value + 3;
            d3 = s3 + 1;
        }
        if (value + 4 != s4) {
            s4 = value + 4;
            d4 = s4 + 1;
        }
        if (value + 5 != s5) {
            s5 = value + 5;
            d5 = s5 + 1;
        }
        if (value + 6 != s6) {
            s6 = value + 6;
            d6 = s6 + 1;
        }
        if (value + 7 != s7) {
            s7 = value + 7;
            d7 = s7 + 1;
        }
        if (value + 8 != s8) {
            s8 = value + 8;
            d8 = s8 + 1;
        }
        if (value + 9 != s9) {
            s9 = value + 9;
            d9 = s9 + 1;
        }
        int before = sum;
        int after = d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + d8 + d9;
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
