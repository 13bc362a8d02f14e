package dev.xylem.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running server in a process of its own. Closing it kills the process. Thread-safe.
 *
 * <p>The real XenStore daemons run on {@code nohypervisor.c}, which gcc compiles here: what a domain shares with them are files in
 * {@link #rings()}, described at the head of that source. A domain exists as long as its {@code ring-<domid>} does.
 */
public final class Daemon implements AutoCloseable {
    /** The name of the socket in a daemon's directory. */
    public static final String SOCKET = "socket";

    /** The port of "some domain died or changed", to be written into {@code evt}. */
    public static final int DOMAIN_EVENTS = 4000;

    private static final int PAGE = 4096;
    /** Starting takes a second at most; a machine under load gets this much. */
    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;
    private final Process process;

    private Daemon(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts one of Xen's daemons and waits until it listens.
     *
     * @param directory an empty directory for its files; the path must be short enough for a socket
     * @param before what to put before the command line, such as {@code taskset -c 0}; may be empty
     * @param settings options of xenstored, or lines of oxenstored's configuration, which replace the package's
     * @throws IOException when it does not start; the message has what it printed
     */
    public static Daemon start(Peer peer, Path directory, List<String> before, List<String> settings)
            throws IOException {
        Path own = directory.toRealPath();
        Path rings = Files.createDirectories(Peer.rings(own));
        try (RandomAccessFile page =
                new RandomAccessFile(rings.resolve("xsd_kva").toFile(), "rw")) {
            page.setLength(PAGE);
        }
        Files.writeString(rings.resolve("xsd_port"), "1");
        run(own, List.of("mkfifo", rings.resolve("evt").toString()));
        Path library = own.resolve("nohypervisor.so");
        Path source = own.resolve("nohypervisor.c");
        try (InputStream text = Daemon.class.getResourceAsStream("nohypervisor.c")) {
            Files.copy(text, source);
        }
        run(own, List.of("gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"));
        List<String> command = new ArrayList<>(before);
        command.add(peer.executable()
                .orElseThrow(() -> new IOException(peer.missing().orElse("no executable")))
                .toString());
        command.addAll(peer.options(own, settings));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("NOHYPERVISOR_DIR", rings.toString());
        environment.putAll(peer.environment(own));
        return start(own, builder);
    }

    /**
     * Starts a runnable jar of ours on the JDK in use, with {@code --xenstore} and further options, and waits until it
     * listens.
     *
     * @param directory an empty directory for its files
     * @param before what to put before the command line
     * @param jar a runnable jar that exports XenStore
     * @param options options of the program
     * @throws IOException when it does not start; the message has what it printed
     */
    public static Daemon start(Path jar, Path directory, List<String> before, List<String> options) throws IOException {
        Path own = directory.toRealPath();
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-jar", jar.toString(), "--xenstore", own.resolve(SOCKET).toString()));
        command.addAll(options);
        return start(own, new ProcessBuilder(command));
    }

    /**
     * Starts any other server that listens on {@link #socket()}, and waits until it does.
     *
     * @param directory a directory for its files
     * @param command the whole command line
     * @throws IOException when it does not start; the message has what it printed
     */
    public static Daemon start(Path directory, List<String> command) throws IOException {
        return start(directory.toRealPath(), new ProcessBuilder(command));
    }

    private static Daemon start(Path directory, ProcessBuilder builder) throws IOException {
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        Daemon daemon = new Daemon(directory, process);
        try {
            daemon.awaitSocket();
            return daemon;
        } catch (IOException | RuntimeException failed) {
            daemon.close();
            throw failed;
        }
    }

    private static void run(Path directory, List<String> command) throws IOException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = waitFor(process);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(output));
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void awaitSocket() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(socket()));
                return;
            } catch (IOException notYet) {
                awaitMore(deadline, notYet);
            }
        }
    }

    /** There is nothing that tells when another program listens, so the socket is tried again and again. */
    private void awaitMore(long deadline, IOException notYet) throws IOException {
        try {
            if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException("no server came up at " + socket() + "; it printed:\n" + output(), notYet);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Where clients connect to, as in {@code XENSTORED_PATH}. */
    public Path socket() {
        return directory.resolve(SOCKET);
    }

    /** The directory of pages and event channels of domains; only real daemons look there. */
    public Path rings() {
        return Peer.rings(directory);
    }

    /** The process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** What it has printed by now. */
    public String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Kills the process and waits for its end. Idempotent. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
