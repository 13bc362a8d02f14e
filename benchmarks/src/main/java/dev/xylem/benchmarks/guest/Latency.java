package dev.xylem.benchmarks.guest;

import dev.xylem.benchmarks.Program;
import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.xenstore.client.Connector;
import dev.xylem.xenstore.client.Transport;
import dev.xylem.xenstore.client.Transports;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Prints what a program for the target {@code xen} needs on the real xenstored, beside READ of libxenstore in the same run: from
 * the call that commits to its effect, and at its start. Arguments: the number of rounds, 9 if absent, and commits in each, 1000.
 */
public final class Latency {
    private static final int VALUES = 200;
    private static final int PARTS = 20;
    private static final int STARTS = 15;
    private static final int VALUES_FOR_ONE_ROUND_TRIP = 30;
    private static final double BUDGET = 4;

    private final PrintStream out = System.out;
    private final Semaphore ran = new Semaphore(0);
    private final XenstoreClient peer;
    private final Path socket;
    private final String[] reading;
    private volatile long ranAt;
    private long next = 1;

    /** What is timed. */
    private enum Line {
        READ("READ of libxenstore"),
        THEIRS("WRITE of another client, to the effect"),
        PLAIN("commit of one value by the program, to the effect"),
        PUBLISHED("commit of a value from which another is published, to the effect");

        private final String name;

        Line(String name) {
            this.name = name;
        }
    }

    private interface Commit {
        void of(long value) throws XenstoreException;
    }

    private Latency(Path socket, Path reader, int commits) throws IOException {
        this.socket = socket;
        this.peer = XenstoreClient.connect(socket);
        this.reading = new String[] {reader.toString(), socket.toString(), Integer.toString(commits)};
    }

    /**
     * Measures and prints.
     *
     * @throws IOException when xenstored or gcc are missing, or something fails
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        int commits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        if (Peer.XENSTORED.missing().isPresent()) {
            System.err.println(Peer.XENSTORED.missing().get());
            System.exit(1);
        }
        Path directory = Files.createTempDirectory("xylem");
        Path reader = Program.compile(Latency.class, "read", directory, "-lxenstore");
        try (Daemon daemon =
                Daemon.start(Peer.XENSTORED, Files.createDirectory(directory.resolve("d")), List.of(), List.of())) {
            Latency latency = new Latency(daemon.socket(), reader, commits);
            latency.latencies(rounds, commits);
            latency.starts();
            latency.peer.close();
        }
    }

    private void latencies(int rounds, int commits) throws IOException, InterruptedException {
        Map<Line, List<Double>> medians = new EnumMap<>(Line.class);
        Map<Line, List<Double>> ratios = new EnumMap<>(Line.class);
        for (Line line : Line.values()) {
            medians.put(line, new ArrayList<>());
            ratios.put(line, new ArrayList<>());
        }
        try (XylemFollowing program = XylemFollowing.builder()
                .heard(value -> {
                    if (value > 0) {
                        ranAt = System.nanoTime();
                        ran.release();
                    }
                })
                .xenstore(socket)
                .start()) {
            // What comes before the first round is compiled then.
            for (int round = -2; round < rounds; round++) {
                double read = read();
                for (Line line : Line.values()) {
                    double median = line == Line.READ ? read : median(commits, commit(line, program));
                    if (round >= 0) {
                        medians.get(line).add(median);
                        ratios.get(line).add(median / read);
                    }
                }
            }
        }
        out.println("| from | µs | times READ | budget |");
        out.println("|---|---|---|---|");
        for (Line line : Line.values()) {
            double ratio = Program.median(ratios.get(line));
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f | %s |%n",
                    line.name,
                    Program.median(medians.get(line)) / 1000,
                    ratio,
                    line == Line.READ ? "" : BUDGET + (ratio <= BUDGET ? "" : ": **missed**"));
        }
    }

    private Commit commit(Line line, XylemFollowing program) {
        return switch (line) {
            case THEIRS -> value -> peer.write("theirs/target", Long.toString(value));
            case PLAIN -> value -> program.commit(tx -> tx.follower().plain(value));
            case PUBLISHED -> value -> program.commit(tx -> tx.follower().ours(value));
            case READ -> throw new AssertionError(line);
        };
    }

    private double median(int commits, Commit commit) throws XenstoreException, InterruptedException {
        long[] nanos = new long[commits];
        for (int i = 0; i < commits; i++) {
            long begun = System.nanoTime();
            commit.of(next++);
            ran.acquire();
            nanos[i] = ranAt - begun;
        }
        Arrays.sort(nanos);
        return nanos[commits / 2];
    }

    private double read() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(reading).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the reader failed: " + printed);
        }
        return Double.parseDouble(printed.strip());
    }

    private void starts() throws IOException {
        for (int part = 0; part < PARTS; part++) {
            for (int value = 0; value < VALUES / PARTS; value++) {
                peer.write("config/" + part + "/v" + value, Integer.toString(value));
            }
        }
        int[] counted = new int[2];
        start(() -> new CountingConnection(Transports.connect(socket)), counted);
        List<Double> millis = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            long begun = System.nanoTime();
            millis.add((start(() -> Transports.connect(socket), new int[2]) - begun) / 1e6);
        }
        int roundTrips = counted[0];
        double budget = 2 + (double) VALUES / VALUES_FOR_ONE_ROUND_TRIP;
        out.printf(
                Locale.ROOT,
                "%nstart with %d values, %d published: %d round trips, %d requests, budget %.2f%s; median of %d starts %.1f ms%n",
                VALUES,
                PARTS,
                roundTrips,
                counted[1],
                budget,
                roundTrips <= budget ? "" : ": missed",
                STARTS,
                Program.median(millis));
    }

    /** Starts the program with all the values, and ends it; when it had started, and what was counted until then. */
    private static long start(Connector store, int[] counted) throws IOException {
        AtomicReference<Transport> made = new AtomicReference<>();
        try (XylemDeclaring program = XylemDeclaring.builder()
                .xenstore(() -> {
                    Transport opened = store.connect();
                    made.set(opened);
                    return opened;
                })
                .start()) {
            long started = System.nanoTime();
            if (made.get() instanceof CountingConnection counting) {
                counted[0] = counting.roundTrips();
                counted[1] = counting.requests();
            }
            if (program.ten19().sum() != VALUES / PARTS * (VALUES / PARTS - 1) / 2) {
                throw new IOException("wrong values");
            }
            return started;
        }
    }
}
