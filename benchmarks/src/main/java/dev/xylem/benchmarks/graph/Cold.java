package dev.xylem.benchmarks.graph;

import java.util.Arrays;

/**
 * Prints what a cycle costs in the first moments of a program: configuration changes seldom, so most cycles of many programs run
 * before the JVM has compiled anything. With {@code -Xint} every cycle is interpreted.
 */
final class Cold {
    private static final int MICROSECOND = 1000;
    private static final long WINDOW = 200_000_000;

    private Cold() {}

    /**
     * Measures and prints.
     *
     * @param arguments the workload: {@code deep1000}, a chain of 1000 values, if absent; or {@code cellx1000}, 4000 values
     */
    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "deep1000" : arguments[0];
        long start = System.nanoTime();
        Workload workload = switch (name) {
            case "deep1000" -> new Generated.OfDeep1000();
            case "cellx1000" -> new Generated.OfCellx1000();
            default -> throw new IllegalArgumentException(name);
        };
        long begin = System.nanoTime();
        long[] cycles = new long[1 << 20];
        int count = 0;
        for (long now = begin; now - begin < WINDOW && count < cycles.length; count++) {
            workload.set(count + 1);
            long end = System.nanoTime();
            cycles[count] = end - now;
            now = end;
        }
        double first = cycles[0];
        Arrays.sort(cycles, 0, count);
        System.out.printf(
                "%s: start %d us; %d cycles in %d ms: first %.0f us, median %.1f us, mean %.1f us%n",
                name,
                (begin - start) / MICROSECOND,
                count,
                WINDOW / MICROSECOND / MICROSECOND,
                first / MICROSECOND,
                (double) cycles[count / 2] / MICROSECOND,
                Arrays.stream(cycles, 0, count).average().orElse(0) / MICROSECOND);
    }
}
