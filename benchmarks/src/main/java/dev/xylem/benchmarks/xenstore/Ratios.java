package dev.xylem.benchmarks.xenstore;

import dev.xylem.benchmarks.Placement;
import dev.xylem.benchmarks.Program;
import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts our server and both daemons of Xen, puts the same load on each in turns, and prints medians, and ratios to the
 * better daemon. {@link Options#HELP} lists the options.
 */
public final class Ratios implements AutoCloseable {
    private static final int MEBI = 1 << 20;
    /** What 100 000 nodes may take in our server, above the empty store. */
    private static final double MEMORY_BUDGET_MB = 54;
    /** With the limits of the package the server stops for good when its client has more events to read. */
    private static final List<String> UNLIMITED = List.of("quota-maxwatchevents = 1000000");

    private final Options options;
    private final PrintStream out = System.out;
    private final Path directory = Files.createTempDirectory("xylem");
    private final Load load = Load.compiled(directory);
    private final Path floor = Program.compile(Ratios.class, "floor", directory);
    private final List<Server> servers = new ArrayList<>();

    private Ratios(Options options) throws IOException {
        this.options = options;
    }

    /**
     * Measures and prints.
     *
     * @param arguments see {@link Options#HELP}
     * @throws IOException when a server or the client fails
     */
    public static void main(String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(Options.HELP);
            System.exit(2);
            return;
        }
        for (Peer peer : Peer.values()) {
            if (peer.missing().isPresent()) {
                System.err.println(peer.missing().get());
                System.exit(1);
            }
        }
        try (Ratios ratios = new Ratios(options)) {
            ratios.run();
        }
    }

    private void run() throws IOException {
        if (options.memory) {
            memory();
        }
        if (options.lines.isEmpty()) {
            return;
        }
        for (int middles : options.middles) {
            start(middles);
        }
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Server server : servers) {
            warm(server);
        }
        for (int round = 0; round < options.rounds; round++) {
            for (Line line : options.lines) {
                measure(line, rows);
            }
        }
        out.printf("Java %s, %d rounds of %d ms%n", Runtime.version(), options.rounds, options.millis);
        Row.printHead(out);
        rows.values().forEach(row -> row.print(out));
    }

    private void measure(Line line, Map<String, Row> rows) throws IOException {
        if (line == Line.POPULATE && options.lines.contains(Line.REMOVE)) {
            // Measured where the removed tree is made again.
            return;
        }
        for (int middles : options.middles) {
            for (Placement placement : options.placements) {
                for (Server server : servers) {
                    boolean pointless = server.spins() && !(placement == Placement.TWO && line.showsSpinning());
                    if (server.middles() == middles && server.takes(line) && !pointless) {
                        measure(line, server, placement, rows);
                    }
                }
            }
        }
    }

    private void measure(Line line, Server server, Placement placement, Map<String, Row> rows) throws IOException {
        if (line == Line.POPULATE) {
            load.run(server, Line.REMOVE, placement, 0);
        }
        row(rows, line, server, placement).add(server, load.run(server, line, placement, options.millis));
        if (line == Line.REMOVE) {
            Map<String, Double> populated = load.run(server, Line.POPULATE, placement, 0);
            if (options.lines.contains(Line.POPULATE)) {
                row(rows, Line.POPULATE, server, placement).add(server, populated);
            }
        }
    }

    private static Row row(Map<String, Row> rows, Line line, Server server, Placement placement) {
        return rows.computeIfAbsent(
                line + " " + server.middles() + " " + placement,
                key -> new Row(line, Server.nodes(server.middles()), placement));
    }

    private void start(int middles) throws IOException {
        servers.add(new Server("xenstored", real(Peer.XENSTORED, List.of()), Server.Role.PEER, false, middles));
        servers.add(new Server("oxenstored", real(Peer.OXENSTORED, UNLIMITED), Server.Role.PEER, false, middles));
        servers.add(new Server("ours", own(List.of()), Server.Role.OURS, false, middles));
        if (options.spin > 0) {
            List<String> spin = List.of("--xenstore-spin", Integer.toString(options.spin));
            servers.add(new Server("ours, spinning", own(spin), Server.Role.OURS, true, middles));
        }
        if (options.floor) {
            servers.add(new Server("floor", floor("wait"), Server.Role.FLOOR, false, middles));
            servers.add(new Server("floor, polling", floor("poll"), Server.Role.FLOOR, true, middles));
        }
    }

    private Daemon real(Peer peer, List<String> settings) throws IOException {
        return Daemon.start(peer, place(), Placement.ONE.pinned(), settings);
    }

    private Daemon own(List<String> further) throws IOException {
        Path place = place();
        // An address of its own for each, since several run at a time.
        List<String> arguments = new ArrayList<>(List.of("--ninep", "unix!" + place.resolve("ninep")));
        arguments.addAll(further);
        return Daemon.start(options.jar.toAbsolutePath(), place, Placement.ONE.pinned(), arguments);
    }

    private Daemon floor(String how) throws IOException {
        Path place = place();
        List<String> command = new ArrayList<>(Placement.ONE.pinned());
        command.addAll(List.of(floor.toString(), place.resolve(Daemon.SOCKET).toString(), how));
        return Daemon.start(place, command);
    }

    private Path place() throws IOException {
        return Files.createTempDirectory(directory, "server");
    }

    private void warm(Server server) throws IOException {
        if (!server.takes(Line.POPULATE)) {
            return;
        }
        load.run(server, Line.POPULATE, Placement.TWO, 0);
        if (server.ours()) {
            for (Line line : options.lines) {
                // One removal of a tree warms nothing.
                Line warming = line.kind() == Line.Kind.BULK ? Line.CHURN : line;
                load.run(server, warming, Placement.TWO, options.warmup);
            }
        }
    }

    private void memory() throws IOException {
        int middles = 1000;
        out.printf("%d nodes, MiB%n", Server.nodes(middles));
        for (Peer peer : Peer.values()) {
            try (Daemon daemon = real(peer, List.of())) {
                long empty = Memory.resident(daemon.process());
                fill(new Server(peer.name(), daemon, Server.Role.PEER, false, middles));
                out.printf("%-12s %6.1f resident above empty%n", peer, mebi(Memory.resident(daemon.process()) - empty));
            }
        }
        try (Daemon daemon = own(List.of())) {
            long empty = Memory.live(daemon.process());
            fill(new Server("ours", daemon, Server.Role.OURS, false, middles));
            double live = mebi(Memory.live(daemon.process()) - empty);
            out.printf(
                    "%-12s %6.1f live heap and direct above empty, budget %.0f MB, %s; %.1f resident in all%n",
                    "ours",
                    live,
                    MEMORY_BUDGET_MB,
                    live * MEBI <= MEMORY_BUDGET_MB * 1e6 ? "ok" : "MISS",
                    mebi(Memory.resident(daemon.process())));
        }
    }

    private void fill(Server server) throws IOException {
        load.run(server, Line.POPULATE, Placement.TWO, 0);
    }

    private static double mebi(long octets) {
        return (double) octets / MEBI;
    }

    @Override
    public void close() {
        servers.forEach(server -> server.daemon().close());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
