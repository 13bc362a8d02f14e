package dev.xylem.benchmarks.ninep;

import dev.xylem.benchmarks.Placement;
import dev.xylem.benchmarks.Program;
import dev.xylem.benchmarks.ninep.Server.Transport;
import dev.xylem.peers.Daemon;
import dev.xylem.peers.Diod;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts our 9P server and diod, puts the same load on each in turns, and prints medians and ratios. Ours serves a program
 * whose store has what diod serves from a directory in memory. {@link Options#HELP} lists the options.
 */
public final class Ratios implements AutoCloseable {
    /** In how many milliseconds a commit has to be known to the last one who waits for it. */
    static final double MOST_MILLIS = 5;

    /** The CPU of the servers is that of a client which shares it. */
    private static final List<String> PINNED = Placement.ONE.pinned();

    private final Options options;
    private final PrintStream out = System.out;
    private final Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "xylem");
    private final Program client = Program.compiled(Ratios.class, directory);
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
        if (Diod.missing().isPresent()) {
            System.err.println(Diod.missing().get());
            System.exit(1);
        }
        try (Ratios ratios = new Ratios(options)) {
            ratios.run();
        }
    }

    private void run() throws IOException {
        Server diod = diod();
        Server ours = ours();
        run(diod, "populate", 0, Transport.UNIX, Placement.TWO, 0);
        run(ours, "populate", 0, Transport.UNIX, Placement.TWO, 0);
        List<Row> rows = rows();
        for (Row row : rows) {
            if (row.placement() == options.placements.get(0)) {
                run(ours, row, options.warmup);
            }
        }
        for (int round = 0; round < options.rounds; round++) {
            for (Row row : rows) {
                if (row.line() == Line.EVENTS) {
                    row.add(run(ours, row, options.millis));
                } else {
                    row.add(run(diod, row, options.millis), run(ours, row, options.millis));
                }
            }
        }
        out.printf("Java %s, %d rounds of %d ms%n", Runtime.version(), options.rounds, options.millis);
        Row.printHead(out);
        rows.forEach(row -> row.print(out));
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Line line : options.lines) {
            for (Transport transport : options.transports) {
                // Whoever comes over TCP changes nothing, so there would be no commits to wait for.
                if (line == Line.EVENTS && transport == Transport.TCP) {
                    continue;
                }
                for (Placement placement : options.placements) {
                    rows.add(new Row(line, transport, placement));
                }
            }
        }
        return rows;
    }

    private Map<String, Double> run(Server server, Row row, int millis) throws IOException {
        Line line = row.line();
        return run(server, line.load(), line.argument(), row.transport(), row.placement(), millis);
    }

    private Map<String, Double> run(
            Server server, String line, int argument, Transport transport, Placement placement, int millis)
            throws IOException {
        return client.run(
                placement,
                List.of(
                        server.address(transport),
                        server.tree(),
                        line,
                        Integer.toString(argument),
                        Integer.toString(millis)));
    }

    private Server diod() throws IOException {
        Path export = Files.createTempDirectory(directory, "export").toRealPath();
        int port = freePort();
        return started(Diod.start(place(), PINNED, export, port), port, export.toString());
    }

    private Server ours() throws IOException {
        Path place = place();
        int port = freePort();
        List<String> command = new ArrayList<>(PINNED);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.java);
        command.addAll(List.of("-cp", classPath(), XylemServed.class.getName()));
        command.addAll(List.of("--ninep", "unix!" + place.resolve(Daemon.SOCKET) + ",tcp!127.0.0.1!" + port));
        return started(Daemon.start(place, command), port, "store");
    }

    /** Ours, for a process that runs in another directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Server started(Daemon daemon, int port, String tree) {
        Server server = new Server(daemon, port, tree);
        servers.add(server);
        return server;
    }

    /** A port that is free now, and hopefully for a moment longer. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path place() throws IOException {
        return Files.createTempDirectory(directory, "server").toRealPath();
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
