package dev.xylem.xenstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.xylem.spi.OptionException;
import dev.xylem.store.Access;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import dev.xylem.store.XenAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --rings} says of a directory that cannot be used. */
class RingsOptionTest {
    @TempDir
    Path place;

    private IOException refusal(Access access, Path rings, Path socket) {
        XenstoreRings export = new XenstoreRings();
        export.options().stream()
                .filter(option -> option.name().equals("rings"))
                .forEach(option -> option.set().accept(rings.toString()));
        try (Store store = Store.builder(access).build()) {
            return assertThrows(IOException.class, () -> export.open(store, socket.toString()));
        }
    }

    private void refused(Path rings, String message) {
        refused(new XenAccess(), rings, message);
    }

    private void refused(Access access, Path rings, String message) {
        Path socket = place.resolve("socket");
        OptionException refusal = assertThrows(OptionException.class, () -> {
            throw refusal(access, rings, socket);
        });
        assertEquals("rings", refusal.option());
        assertEquals(message, refusal.getMessage());
        assertFalse(Files.exists(socket), "the address is free again");
    }

    private Path directory() throws IOException {
        return Files.createDirectory(place.resolve("rings"));
    }

    @Test
    void missing() {
        Path absent = place.resolve("absent");
        refused(absent, "there is no " + absent + ": make it by 'mkdir " + absent + " && mkfifo " + absent + "/evt'");
    }

    @Test
    void noDirectory() throws IOException {
        Path file = Files.createFile(place.resolve("file"));
        refused(file, file + " is no directory: name one that has a FIFO evt in it");
    }

    @Test
    void empty() throws IOException {
        Path rings = directory();
        refused(rings, "there is no FIFO " + rings + "/evt: make it by 'mkfifo " + rings + "/evt'");
    }

    @Test
    void noFifo() throws IOException {
        Path rings = directory();
        Files.createFile(rings.resolve("evt"));
        refused(rings, rings + "/evt is no FIFO: remove it, and make one by 'mkfifo " + rings + "/evt'");
    }

    @Test
    void closedToThisUser() throws Exception {
        Path rings = directory();
        Path evt = rings.resolve("evt");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", evt.toString()).inheritIO().start().waitFor());
        Files.setPosixFilePermissions(evt, PosixFilePermissions.fromString("-w-------"));
        assumeFalse(Files.isReadable(evt), "the superuser is refused nothing");
        refused(rings, evt + " cannot be read and written by this user: 'chmod u+rw' it, as its owner");
        Files.setPosixFilePermissions(rings, PosixFilePermissions.fromString("rw-------"));
        try {
            refused(
                    rings,
                    rings + " cannot be entered by this user: 'chmod u+x' it and what is above it, as its owner");
        } finally {
            Files.setPosixFilePermissions(rings, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aStoreWithoutDomains() throws IOException {
        refused(
                new UnixAccess(),
                directory(),
                "rings belong to domains, but the store knows users: the application has to say"
                        + " @Synthesize(access = XenAccess.class)");
    }

    /** What is wrong with the address is said as well. */
    @Test
    void besideAnAddressThatCannotBeUsed() throws IOException {
        Path absent = place.resolve("absent");
        Path taken = Files.createFile(place.resolve("taken"));
        IOException refusal = refusal(new XenAccess(), absent, taken);
        assertTrue(refusal.getMessage().startsWith(taken.toString()), refusal::toString);
        assertEquals(1, refusal.getSuppressed().length, refusal::toString);
        OptionException also = (OptionException) refusal.getSuppressed()[0];
        assertEquals("rings", also.option());
        assertEquals(
                "there is no " + absent + ": make it by 'mkdir " + absent + " && mkfifo " + absent + "/evt'",
                also.getMessage());
        assertFalse(refusal instanceof OptionException);
    }
}
