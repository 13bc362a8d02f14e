package dev.xylem.benchmarks.xenstore;

import dev.xylem.benchmarks.Placement;
import dev.xylem.benchmarks.Program;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one line in one placement, round by round. */
final class Row {
    private final Line line;
    private final int nodes;
    private final Placement placement;
    private final Map<Server, List<Map<String, Double>>> figures = new LinkedHashMap<>();

    Row(Line line, int nodes, Placement placement) {
        this.line = line;
        this.nodes = nodes;
        this.placement = placement;
    }

    void add(Server server, Map<String, Double> numbers) {
        figures.computeIfAbsent(server, key -> new ArrayList<>()).add(numbers);
    }

    static void printHead(PrintStream out) {
        out.printf(
                "%-17s %7s %4s %11s %11s %11s %7s %7s %5s %s%n",
                "line", "nodes", "CPUs", "xenstored", "oxenstored", "ours", "ratio", "budget", "", "floor");
    }

    /** One line of the table for each server of ours. */
    void print(PrintStream out) {
        for (Server own : figures.keySet()) {
            if (own.ours()) {
                print(own, out);
            }
        }
    }

    private void print(Server own, PrintStream out) {
        List<Server> peers = figures.keySet().stream()
                .filter(server -> server.role() == Server.Role.PEER)
                .toList();
        double ratio = ratio(own, peers);
        double budget = line.budget(nodes, placement, own.spins());
        out.printf(
                Locale.ROOT,
                "%-17s %7d %4s %11s %11s %11s %7.2f %7.2f %5s %s%s%n",
                line.option() + (own.spins() ? " spin" : ""),
                nodes,
                placement.name().toLowerCase(Locale.ROOT),
                rate(peers.get(0)),
                rate(peers.get(1)),
                rate(own),
                ratio,
                budget,
                ratio >= budget ? "ok" : "MISS",
                floor(own, peers),
                remarks(peers, own));
    }

    /** The median of the rounds' ratios to the better daemon. */
    private double ratio(Server server, List<Server> peers) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < figures.getOrDefault(server, List.of()).size(); round++) {
            double best = 0;
            for (Server peer : peers) {
                best = Math.max(best, value(peer, round, "per_second"));
            }
            ratios.add(value(server, round, "per_second") / best);
        }
        return Program.median(ratios);
    }

    /** The ratio that a server reaches which does nothing but answer. */
    private String floor(Server own, List<Server> peers) {
        return figures.keySet().stream()
                .filter(server -> server.role() == Server.Role.FLOOR && server.spins() == own.spins())
                .map(server -> String.format(Locale.ROOT, "%.2f", ratio(server, peers)))
                .findFirst()
                .orElse("");
    }

    private double value(Server server, int round, String name) {
        return figures.getOrDefault(server, List.of()).get(round).getOrDefault(name, 0.0);
    }

    private String rate(Server server) {
        double median = Program.median(all(server, "per_second"));
        return String.format(Locale.ROOT, median < 1000 ? "%.1f" : "%.0f", median);
    }

    private List<Double> all(Server server, String name) {
        return figures.getOrDefault(server, List.of()).stream()
                .map(numbers -> numbers.getOrDefault(name, 0.0))
                .toList();
    }

    /** What went wrong in all rounds together: events that never came, transactions to be done again. */
    private String remarks(List<Server> peers, Server own) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("lost", "conflicts", "given_up")) {
            List<Server> all = new ArrayList<>(peers);
            all.add(own);
            List<Double> sums = all.stream()
                    .map(server -> all(server, name).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .toList();
            if (sums.stream().anyMatch(sum -> sum > 0)) {
                text.append("  ")
                        .append(name)
                        .append(' ')
                        .append(sums.stream()
                                .map(sum -> String.format(Locale.ROOT, "%.0f", sum))
                                .collect(Collectors.joining("/")));
            }
        }
        return text.toString();
    }
}
