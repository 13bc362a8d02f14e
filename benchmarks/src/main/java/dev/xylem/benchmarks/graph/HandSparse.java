package dev.xylem.benchmarks.graph;

/**
 * {@code Sparse10k} by hand: arrays of rows, of which an update goes through the columns that its source reaches, and stops at a
 * row in which nothing changed. One update writes one of the sources.
 */
final class HandSparse extends Hand {
    private static final int WIDTH = 1000;
    private static final int ROWS = 9;

    private final int[][] rows = new int[ROWS + 1][WIDTH];
    private final boolean[] due = new boolean[ROWS + 1];

    @Override
    public void set(int value) {
        int source = Math.floorMod(value, WIDTH);
        if (rows[0][source] == value) {
            return;
        }
        rows[0][source] = value;
        int first = source;
        int count = 1;
        int changed = 1;
        for (int row = 1; row <= ROWS && changed > 0; row++) {
            int[] before = rows[row - 1];
            int[] now = rows[row];
            first = first == 0 ? WIDTH - 1 : first - 1;
            count++;
            changed = 0;
            int column = first;
            for (int i = 0; i < count; i++) {
                int right = column + 1 == WIDTH ? 0 : column + 1;
                int sum = before[column] + before[right];
                boolean differs = sum != now[column];
                now[column] = sum;
                due[i] = differs;
                changed += differs ? 1 : 0;
                column = right;
            }
        }
        publish();
        if (changed > 0) {
            int wrapped = Math.min(count, WIDTH - first);
            for (int i = wrapped; i < count; i++) {
                tell(i, first - WIDTH + i);
            }
            for (int i = 0; i < wrapped; i++) {
                tell(i, first + i);
            }
        }
    }

    private void tell(int i, int column) {
        if (due[i]) {
            tally.run(rows[ROWS][column]);
        }
    }

    @Override
    public int result() {
        int sum = 0;
        for (int value : rows[ROWS]) {
            sum = 31 * sum + value;
        }
        return sum;
    }
}
