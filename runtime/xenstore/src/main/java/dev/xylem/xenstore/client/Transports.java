package dev.xylem.xenstore.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the server and makes connections to it, as libxenstore does. All methods are thread-safe. */
public final class Transports {
    private static final String PATH_VARIABLE = "XENSTORED_PATH";
    private static final String DIRECTORY_VARIABLE = "XENSTORED_RUNDIR";
    private static final String SOCKET = "socket";

    /** Where a control domain has its socket, and where guests have the kernel's device. */
    private static final List<Path> PLACES = List.of(
            Path.of("/run/xenstored", SOCKET),
            Path.of("/var/run/xenstored", SOCKET),
            Path.of("/dev/xen/xenbus"),
            Path.of("/proc/xen/xenbus"));

    /** The bits of a file's mode that tell its type, and two of the types. */
    private static final int TYPE = 0170000;

    private static final int IS_SOCKET = 0140000;
    private static final int IS_CHARACTER_DEVICE = 0020000;

    private Transports() {}

    /**
     * Where the server of this machine is: the path in {@code XENSTORED_PATH} if that is set; {@code socket} in the
     * directory {@code XENSTORED_RUNDIR} if that is set; otherwise the first that exists of
     * {@code /run/xenstored/socket}, {@code /var/run/xenstored/socket}, {@code /dev/xen/xenbus} and
     * {@code /proc/xen/xenbus}.
     *
     * @throws IOException when there is none; the message names the places
     */
    public static Path defaultPath() throws IOException {
        return defaultPath(System.getenv(), PLACES);
    }

    static Path defaultPath(Map<String, String> environment, List<Path> places) throws IOException {
        String path = environment.getOrDefault(PATH_VARIABLE, "");
        if (!path.isEmpty()) {
            return Path.of(path);
        }
        String directory = environment.getOrDefault(DIRECTORY_VARIABLE, "");
        if (!directory.isEmpty()) {
            return Path.of(directory, SOCKET);
        }
        for (Path place : places) {
            if (Files.exists(place)) {
                return place;
            }
        }
        throw new IOException(
                "no XenStore server found: none of " + places + " exists; set " + PATH_VARIABLE + " to its socket");
    }

    /**
     * Connects to the server at {@link #defaultPath}.
     *
     * @throws IOException when there is none or it does not answer
     */
    public static Transport connect() throws IOException {
        return connect(defaultPath());
    }

    /**
     * Connects to a server.
     *
     * @param path a Unix-domain socket, or a character device such as {@code /dev/xen/xenbus}
     * @throws IOException when the path is neither, or nobody answers; the message names it
     */
    public static Transport connect(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("no XenStore server at " + path + ": there is no such file");
        }
        return switch ((int) Files.getAttribute(path, "unix:mode") & TYPE) {
            case IS_SOCKET -> SocketTransport.connect(path);
            case IS_CHARACTER_DEVICE -> DeviceTransport.open(path);
            default ->
                throw new IOException(path + " is neither a socket nor a device: give that of a XenStore server");
        };
    }
}
