package dev.xylem.xenstore.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.store.Acl;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.server.XenstoreServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rings in files, served by one thread: guests in this process and in another one. The limit of time only ends a run that hangs. */
@Timeout(300)
class FileRingTest {
    private static final int PORT = 71;

    @TempDir
    java.nio.file.Path directory;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final XenAccess access = new XenAccess();
    private final Store store = Store.builder(access).build();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private FileHypervisor hypervisor;
    private RingConnections rings;
    private Domains domains;

    @BeforeEach
    void open() throws Exception {
        Fifos.make(directory.resolve("evt"));
        hypervisor = FileHypervisor.open(directory);
        rings = new RingConnections(new XenstoreServer(store), thread);
        domains = new Domains(store, access, hypervisor, rings);
        hypervisor.onChange(() -> thread.execute(domains::sweep));
    }

    @AfterEach
    void close() throws Exception {
        hypervisor.close();
        onThread(() -> {
            domains.close();
            return null;
        });
        thread.shutdown();
        assertEquals(0, rings.failures());
        assertEquals(List.of(), store.check());
        store.close();
    }

    private <T> T onThread(Callable<T> task) throws Exception {
        return thread.submit(task).get();
    }

    private void introduce(int domain, int port) throws Exception {
        java.nio.file.Path ring = directory.resolve("ring-" + domain);
        if (!Files.exists(ring)) {
            Files.write(ring, new byte[4096]);
        }
        java.nio.file.Path notify = directory.resolve("notify-" + port);
        if (!Files.exists(notify)) {
            Fifos.make(notify);
        }
        Path home = Path.of("/local/domain/" + domain);
        store.owner().write(home, new byte[0]);
        store.owner().setPermissions(home, Acl.parse(List.of("n" + domain), access));
        onThread(() -> {
            domains.introduce(domain, 1, port);
            return null;
        });
    }

    private static ProcessBuilder guest(Object... arguments) {
        java.nio.file.Path target = java.nio.file.Path.of(System.getProperty("basedir", ""), "target");
        String core =
                Store.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        ProcessBuilder builder = new ProcessBuilder(
                java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("test-classes") + ":" + core,
                GuestProgram.class.getName());
        for (Object argument : arguments) {
            builder.command().add(argument.toString());
        }
        return builder.redirectErrorStream(true);
    }

    /** A guest in another process: the same page in two address spaces. Then it dies, and its number lives on. */
    @Test
    void guestInAnotherProcess() throws Exception {
        introduce(7, PORT);
        introduce(8, 81);
        Session dom0 = store.session(access.peer(0), (path, token) -> events.add(path));
        dom0.watch(Path.of("/local/domain/7/data/ready"), "/local/domain/7/data/ready", new byte[0], -1);
        dom0.watch(Path.of("@releaseDomain"), "@releaseDomain", new byte[0], -1);
        assertEquals("/local/domain/7/data/ready", events.take());
        assertEquals("@releaseDomain", events.take());
        java.nio.file.Path output = directory.resolve("output");
        Process process =
                guest(directory, 7, PORT).redirectOutput(output.toFile()).start();
        try (Talk innocent = Talk.over(directory, 8, 81, false)) {
            process.onExit().thenRun(() -> events.add("the guest ended"));
            assertEquals("OK|", innocent.ask(11, "a|1"));
            assertEquals("/local/domain/7/data/ready", events.take());
            store.owner().write(Path.of("/local/domain/7/data/ping"), "pong".getBytes(StandardCharsets.UTF_8));
            assertEquals("/local/domain/7/data/ready", events.take());
            assertEquals("the guest ended", events.take());
            assertEquals("1", innocent.ask(2, "a|"));
        } finally {
            process.destroyForcibly();
            assertEquals(GuestProgram.DONE + "\n", Files.readString(output));
        }
        Files.delete(directory.resolve("ring-7"));
        try (RandomAccessFile evt = Fifos.open(directory.resolve("evt"))) {
            evt.write(Fifos.octets(FileHypervisor.CHANGED));
        }
        assertEquals("/local/domain/7/data/ready", events.take(), "A-8: what it owned is gone");
        assertEquals("@releaseDomain", events.take());
        assertEquals(false, onThread(() -> domains.isIntroduced(7)));
        dom0.close();
    }

    /** A guest whose file is cut short, while it is used, and then removed: it is not served, and nothing else happens. */
    @Test
    void fileThatIsCutShort() throws Exception {
        introduce(7, PORT);
        introduce(8, 81);
        try (Talk guest = Talk.over(directory, 7, PORT, false);
                Talk innocent = Talk.over(directory, 8, 81, false);
                RandomAccessFile evt = Fifos.open(directory.resolve("evt"));
                RandomAccessFile file =
                        new RandomAccessFile(directory.resolve("ring-7").toFile(), "rw")) {
            assertEquals("OK|", guest.ask(11, "a|1"));
            file.setLength(0);
            evt.write(Fifos.octets(PORT));
            while (rings.broken() == 0) {
                assertEquals("OK|", innocent.ask(11, "a|1"));
            }
            assertThrows(IOException.class, () -> guest.ask(2, "a|"));
            assertEquals(true, onThread(() -> domains.isIntroduced(7)), "XSA-325: its file is there");
            file.setLength(4096);
        }
        // A new kernel in the same domain.
        introduce(7, PORT);
        try (Talk guest = Talk.over(directory, 7, PORT, true)) {
            assertEquals("1", guest.ask(2, "a|"));
        }
    }
}
