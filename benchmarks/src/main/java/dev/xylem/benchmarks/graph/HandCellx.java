package dev.xylem.benchmarks.graph;

/** {@link Cellx1000} by hand: a loop over the layers; one update writes all four sources. */
final class HandCellx extends Hand {
    private static final int LAYERS = 1000;

    private final int[] first = new int[LAYERS + 1];
    private final int[] second = new int[LAYERS + 1];
    private final int[] third = new int[LAYERS + 1];
    private final int[] fourth = new int[LAYERS + 1];

    @Override
    public void set(int value) {
        boolean down = (value & 1) != 0;
        int a = down ? 4 : 1;
        int b = down ? 3 : 2;
        int c = down ? 2 : 3;
        int d = down ? 1 : 4;
        if (first[0] == a && second[0] == b && third[0] == c && fourth[0] == d) {
            return;
        }
        int firstBefore = first[LAYERS];
        int secondBefore = second[LAYERS];
        int thirdBefore = third[LAYERS];
        int fourthBefore = fourth[LAYERS];
        first[0] = a;
        second[0] = b;
        third[0] = c;
        fourth[0] = d;
        for (int layer = 1; layer <= LAYERS; layer++) {
            int nextSecond = a - c;
            int nextThird = b + d;
            a = b;
            d = c;
            b = nextSecond;
            c = nextThird;
            first[layer] = a;
            second[layer] = b;
            third[layer] = c;
            fourth[layer] = d;
        }
        publish();
        if (a != firstBefore) {
            tally.run(a);
        }
        if (b != secondBefore) {
            tally.run(b);
        }
        if (c != thirdBefore) {
            tally.run(c);
        }
        if (d != fourthBefore) {
            tally.run(d);
        }
    }

    @Override
    public int result() {
        return fourth[LAYERS];
    }
}
