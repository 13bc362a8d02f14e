package dev.xylem.unix.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {
    @TempDir
    Path directory;

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Leaves the file of a server that is no more. */
    private static void leaveStale(Path path) throws IOException {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path));
        dead.close();
        assertTrue(exists(path));
    }

    @Test
    void missingDirectoriesAreForTheOwnerOnly() throws Exception {
        Path above = directory.resolve("a");
        Path path = above.resolve("b/socket");
        try (SocketFile file = SocketFile.bind(path, true)) {
            assertEquals(path, file.path());
            for (Path made : new Path[] {above, above.resolve("b")}) {
                assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
            }
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        assertFalse(exists(path));
    }

    @Test
    void deadServersSocketIsReplaced() throws Exception {
        Path path = directory.resolve("socket");
        leaveStale(path);
        try (SocketFile file = SocketFile.bind(path, false);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file.path()))) {
            assertTrue(client.isConnected());
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(1, files.count(), "nothing is left aside");
            }
        }
    }

    @Test
    void livingServerIsLeftAlone() throws Exception {
        Path path = directory.resolve("socket");
        try (SocketFile first = SocketFile.bind(path, false)) {
            IOException taken = assertThrows(IOException.class, () -> SocketFile.bind(path, false));
            assertEquals(
                    "another server answers on the socket " + path + ": stop it or choose another path",
                    taken.getMessage());
            SocketChannel.open(UnixDomainSocketAddress.of(first.path())).close();
        }
    }

    @Test
    void otherFilesAreLeftAlone() throws Exception {
        Path path = Files.writeString(directory.resolve("notes"), "mine");
        IOException taken = assertThrows(IOException.class, () -> SocketFile.bind(path, false));
        assertEquals(path + " exists and is no socket: remove it or choose another path", taken.getMessage());
        assertEquals("mine", Files.readString(path));
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        assertThrows(IOException.class, () -> SocketFile.bind(link, false));
        assertTrue(exists(link));
    }

    private static String message(Path path) {
        return String.valueOf(assertThrows(IOException.class, () -> SocketFile.bind(path, false))
                .getMessage());
    }

    @Test
    void unusablePathsAreNamed() throws Exception {
        Path tooLong = directory.resolve("x".repeat(120));
        assertTrue(message(tooLong).contains("the system allows 107: choose a shorter one"));
        Path notes = Files.writeString(directory.resolve("notes"), "mine");
        assertTrue(message(notes.resolve("socket")).startsWith("cannot create the directory " + notes));
    }

    @Test
    void closingRemovesOnlyItsOwnFile() throws Exception {
        Path path = directory.resolve("socket");
        SocketFile first = SocketFile.bind(path, false);
        Files.delete(path);
        try (SocketFile second = SocketFile.bind(path, false)) {
            first.close();
            first.close();
            assertTrue(exists(second.path()));
        }
        assertFalse(exists(path));
    }
}
