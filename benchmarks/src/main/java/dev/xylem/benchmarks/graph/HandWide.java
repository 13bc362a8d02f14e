package dev.xylem.benchmarks.graph;

/** A sum of a thousand numbers by hand: of all of them, or by what the written one was. */
final class HandWide extends Hand {
    private static final int WIDTH = 1000;

    private final boolean difference;
    private final int[] numbers = new int[WIDTH];
    private int sum;

    /** One that adds what the written number is more, or one that adds all. */
    HandWide(boolean difference) {
        this.difference = difference;
    }

    @Override
    public void set(int value) {
        int at = Math.floorMod(value, WIDTH);
        int old = numbers[at];
        if (old == value) {
            return;
        }
        numbers[at] = value;
        int next = 0;
        if (difference) {
            next = sum - old + value;
        } else {
            for (int number : numbers) {
                next += number;
            }
        }
        boolean changed = next != sum;
        sum = next;
        publish();
        if (changed) {
            tally.run(next);
        }
    }

    @Override
    public int result() {
        return sum;
    }
}
