package dev.xylem.benchmarks.ninep;

import dev.xylem.benchmarks.Placement;
import dev.xylem.benchmarks.Program;
import dev.xylem.benchmarks.ninep.Server.Transport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of one line over one transport in one placement, round by round. */
final class Row {
    private final Line line;
    private final Transport transport;
    private final Placement placement;
    private final List<Double> diod = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();

    Row(Line line, Transport transport, Placement placement) {
        this.line = line;
        this.transport = transport;
        this.placement = placement;
    }

    Line line() {
        return line;
    }

    Transport transport() {
        return transport;
    }

    Placement placement() {
        return placement;
    }

    /** Adds a round: what both servers did in it. */
    void add(Map<String, Double> peer, Map<String, Double> own) {
        double one = rate(peer);
        double other = rate(own);
        diod.add(one);
        ours.add(other);
        ratios.add(other / one);
    }

    /** Adds a round of a line that only our server knows. */
    void add(Map<String, Double> own) {
        waits.add(own.getOrDefault("median_ms", Double.NaN));
    }

    private static double rate(Map<String, Double> numbers) {
        return numbers.getOrDefault("per_second", Double.NaN);
    }

    static void printHead(PrintStream out) {
        out.printf("%-12s %5s %4s %11s %11s %7s %7s%n", "line", "", "CPUs", "diod", "ours", "ratio", "budget");
    }

    void print(PrintStream out) {
        String name = String.format(Locale.ROOT, "%-12s %5s %4s", line.option(), lower(transport), lower(placement));
        if (!waits.isEmpty()) {
            double wait = Program.median(waits);
            out.printf(
                    Locale.ROOT,
                    "%s %11s %8.3f ms %7s %4.1f ms %s%n",
                    name,
                    "",
                    wait,
                    "",
                    Ratios.MOST_MILLIS,
                    wait <= Ratios.MOST_MILLIS ? "ok" : "MISS");
            return;
        }
        double ratio = Program.median(ratios);
        out.printf(
                Locale.ROOT,
                "%s %11.1f %11.1f %7.2f %7.2f %s%n",
                name,
                Program.median(diod),
                Program.median(ours),
                ratio,
                line.budget(),
                ratio >= line.budget() ? "ok" : "MISS");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
