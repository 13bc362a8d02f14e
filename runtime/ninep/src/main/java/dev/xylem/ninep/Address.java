package dev.xylem.ninep;

import dev.xylem.unix.socket.ListeningSocket;
import dev.xylem.unix.socket.SocketFile;
import dev.xylem.unix.socket.TcpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, in Plan 9's way to write it: {@code unix!/path}, or only the path; {@code tcp!host!port}, where the
 * host {@code *} means every address of this machine and the port may be {@code 9pfs}, which is 564. Immutable.
 */
public final class Address {
    private static final String UNIX = "unix!";
    private static final String TCP = "tcp!";
    private static final int PORT = 564;
    private static final int LAST_PORT = 65535;

    /** One of the two. */
    private final @Nullable Path path;

    private final @Nullable InetSocketAddress host;

    private Address(@Nullable Path path, @Nullable InetSocketAddress host) {
        this.path = path;
        this.host = host;
    }

    /** A Unix-domain socket. */
    public static Address unix(Path path) {
        return new Address(path, null);
    }

    /** A TCP socket; port 0 takes any that is free. */
    public static Address tcp(InetSocketAddress host) {
        return new Address(null, host);
    }

    /**
     * The addresses that a text means, separated by commas.
     *
     * @throws IOException when one of them is none; the message says what addresses look like
     */
    public static List<Address> parse(String text) throws IOException {
        List<Address> addresses = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            addresses.add(one.startsWith(TCP) ? tcp(one) : unix(one));
        }
        return addresses;
    }

    private static IOException invalid(String text, String what) {
        return new IOException(
                "'" + text + "': " + what + "; addresses look like unix!/run/name.ninep or tcp!127.0.0.1!5640");
    }

    private static Address unix(String text) throws IOException {
        String path = text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
        if (path.isEmpty()) {
            throw invalid(text, "the path is empty");
        }
        if (path.indexOf('!') >= 0) {
            throw invalid(text, "only unix and tcp are known");
        }
        try {
            return unix(Path.of(path));
        } catch (InvalidPathException invalid) {
            throw invalid(text, "no path: " + invalid.getReason());
        }
    }

    private static Address tcp(String text) throws IOException {
        String[] parts = text.split("!", -1);
        if (parts.length != 3 || parts[1].isEmpty()) {
            throw invalid(text, "tcp needs a host and a port");
        }
        int port = port(text, parts[2]);
        if (parts[1].equals("*")) {
            return tcp(new InetSocketAddress(port));
        }
        return tcp(new InetSocketAddress(InetAddress.getByName(parts[1]), port));
    }

    private static int port(String text, String port) throws IOException {
        if (port.equals("9pfs") || port.equals("9fs")) {
            return PORT;
        }
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= LAST_PORT) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // The same as a number that is no port.
        }
        throw invalid(text, "'" + port + "' is no port");
    }

    /** Whether connections come from users of this machine, whom the system tells. */
    boolean local() {
        return path != null;
    }

    /**
     * Binds the address.
     *
     * @param ownerOnly whether nobody else may connect; means nothing for TCP
     */
    ListeningSocket bind(boolean ownerOnly) throws IOException {
        if (path != null) {
            return SocketFile.bind(path, ownerOnly);
        }
        return TcpSocket.bind(Objects.requireNonNull(host));
    }

    /** What clients dial to reach a socket that was bound. */
    static String dial(ListeningSocket socket) {
        if (socket instanceof TcpSocket tcp) {
            return TCP + tcp.host() + "!" + tcp.port();
        }
        return socket.address();
    }
}
