package dev.xylem.unix.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A Unix-domain socket bound to a path, and the file that stands for it. A server that lives at the path is left alone;
 * what a dead one left behind is replaced; anything else at the path is an error. Thread-safe.
 */
public final class SocketFile extends ListeningSocket {
    /** Octets that a socket's path may have on Linux; the system keeps one more for the NUL. */
    private static final int PATH_MAX = 107;

    private static final int BACKLOG = 1024;

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object identity;
    private final PeerAccounts accounts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SocketFile(Path path, ServerSocketChannel channel, @Nullable Object identity) {
        this.path = path;
        this.channel = channel;
        this.identity = identity;
        this.accounts = PeerAccounts.ofSystem(path);
    }

    /**
     * Binds a socket. Directories that are missing above it are created with mode 0700.
     *
     * @param path a path of the default file system
     * @param ownerOnly true: the file gets mode 0600; false: the mode that the process's umask leaves
     * @throws IOException when the path is too long, cannot be used, is taken by a living server or is no socket; the
     *     message names it and says what to do
     */
    public static SocketFile bind(Path path, boolean ownerOnly) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        int length = absolute.toString().getBytes(Charset.defaultCharset()).length;
        if (length > PATH_MAX) {
            throw new IOException("the socket path " + absolute + " has " + length + " octets, the system allows "
                    + PATH_MAX + ": choose a shorter one");
        }
        makeDirectory(absolute.getParent());
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bindReplacing(channel, absolute);
            if (ownerOnly) {
                Files.setPosixFilePermissions(
                        absolute, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            return new SocketFile(absolute, channel, identity(absolute));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Where the socket is, absolute. */
    public Path path() {
        return path;
    }

    @Override
    public String address() {
        return path.toString();
    }

    /** Closes the socket and removes its file, unless another one stands there by now. Idempotent. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            channel.close();
            if (Objects.equals(identity, identity(path))) {
                Files.deleteIfExists(path);
            }
        } catch (IOException gone) {
            // Somebody else removed the file or its directory: nothing is left to be done.
        }
    }

    @Override
    ServerSocketChannel channel() {
        return channel;
    }

    @Override
    void accepted(SocketChannel connection) {}

    @Override
    OptionalLong peerUid(SocketChannel connection) {
        return accounts.uid(connection);
    }

    private static void makeDirectory(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException notDirectory) {
            throw new IOException(
                    "cannot create the directory " + directory + " for a socket: " + notDirectory.getFile()
                            + " is no directory",
                    notDirectory);
        } catch (IOException denied) {
            throw new IOException("cannot create the directory " + directory + " for a socket: " + denied, denied);
        }
    }

    private static void bindReplacing(ServerSocketChannel channel, Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try {
            channel.bind(address, BACKLOG);
            return;
        } catch (BindException taken) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("cannot bind the socket " + path + ": " + taken.getMessage(), taken);
            }
        } catch (SocketException refused) {
            throw new IOException("cannot bind the socket " + path + ": " + refused.getMessage(), refused);
        }
        removeStale(path);
        try {
            channel.bind(address, BACKLOG);
        } catch (SocketException refused) {
            throw new IOException("cannot bind the socket " + path + ": " + refused.getMessage(), refused);
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " exists and is no socket: remove it or choose another path");
        }
        if (answers(path)) {
            throw new IOException("another server answers on the socket " + path + ": stop it or choose another path");
        }
        // Two servers may find the same dead socket. Moved aside first, it cannot be the one that the other has just
        // bound without being noticed.
        Path aside = path.resolveSibling("." + ProcessHandle.current().pid() + ".stale");
        try {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
        if (answers(aside)) {
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
            throw new IOException("another server has just started on the socket " + path + ": choose another path");
        }
        Files.delete(aside);
    }

    private static boolean answers(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A full backlog must not make us wait: whoever has one is alive.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException dead) {
            return false;
        } catch (SocketException denied) {
            throw new IOException(
                    "cannot tell whether a server answers on " + path + ": " + denied.getMessage(), denied);
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
