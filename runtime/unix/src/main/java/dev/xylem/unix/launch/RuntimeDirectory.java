package dev.xylem.unix.launch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where sockets lie that nobody named: {@code xylem-<uid>/<program>.<option>} below {@code $XDG_RUNTIME_DIR}, or below the
 * temporary directory where that is not set.
 *
 * <p>The temporary directory is everybody's. So our directory must be a real directory, ours, and closed to others;
 * anything else there was put by somebody else and is refused rather than mended.
 */
final class RuntimeDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Host host;

    RuntimeDirectory(Host host) {
        this.host = host;
    }

    String address(String program, String option) throws IOException {
        int uid = host.uid().get();
        Path directory = base().resolve("xylem-" + Integer.toUnsignedString(uid));
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            requireOurs(directory, uid);
        } catch (IOException e) {
            throw new IOException("cannot create the directory " + directory + ": " + e.getMessage(), e);
        }
        return directory.resolve(program + "." + option).toString();
    }

    private Path base() {
        String runtime = host.environment().apply("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            Path directory = host.files().getPath(runtime);
            // The XDG specification has relative ones ignored; one that does not exist is left over from a session.
            if (directory.isAbsolute() && Files.isDirectory(directory)) {
                return directory;
            }
        }
        return host.files().getPath(host.temporary());
    }

    private static void requireOurs(Path directory, int uid) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory: remove it, or name the socket");
        }
        int owner = owner(directory);
        if (owner != uid) {
            throw new IOException(directory + " belongs to user " + Integer.toUnsignedString(owner) + ", not to "
                    + Integer.toUnsignedString(uid) + ": have it removed, or name the socket");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (!mode.equals(OWNER_ONLY)) {
            throw new IOException(directory + " has mode " + PosixFilePermissions.toString(mode)
                    + ", which lets others in: chmod 0700 " + directory);
        }
    }

    /** The numeric id of a file's owner. */
    static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
