package dev.xylem.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The 9P server diod, as Debian packages it: 9P2000.L, without authentication, of a directory. */
public final class Diod {
    private static final Path PROGRAM = Path.of("/usr/sbin/diod");

    private Diod() {}

    /** What is missing on this machine to run it, with the command that mends it; nothing when it can run. */
    public static Optional<String> missing() {
        return Files.isExecutable(PROGRAM)
                ? Optional.empty()
                : Optional.of(PROGRAM + " is missing: apt-get install diod");
    }

    /**
     * Starts it and waits until it listens on {@link Daemon#socket()} and on a port of this machine.
     *
     * @param directory an empty directory for its files; the path must be short enough for a socket
     * @param before what to put before the command line, such as {@code taskset -c 0}; may be empty
     * @param export the directory that is served; clients attach to its path
     * @param port the TCP port
     * @throws IOException when it does not start; the message has what it printed
     */
    public static Daemon start(Path directory, List<String> before, Path export, int port) throws IOException {
        Path own = directory.toRealPath();
        List<String> command = new ArrayList<>(before);
        // A client that goes while replies are due would end it: it does not ignore SIGPIPE itself.
        command.addAll(List.of("sh", "-c", "trap '' PIPE; exec \"$0\" \"$@\"", PROGRAM.toString()));
        command.addAll(List.of("-f", "-n", "-N", "-c", "/dev/null", "-L", "stderr"));
        command.addAll(List.of("-l", own.resolve(Daemon.SOCKET).toString(), "-l", "127.0.0.1:" + port));
        command.addAll(List.of("-e", export.toRealPath().toString()));
        return Daemon.start(own, command);
    }
}
