package dev.xylem.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.xenstore.client.EventQueue;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.RingTransport;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import dev.xylem.xenstore.ring.FifoChannel;
import dev.xylem.xenstore.ring.FileHypervisor;
import dev.xylem.xenstore.ring.GuestEnd;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built store with domains on rings of files, beside Debian's tools on its socket. The limit of time ends a run that hangs. */
@Timeout(120)
class StoreRingsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private Path socket;
    private Path rings;
    private Tool tool;
    private Running store;

    @BeforeEach
    void serve() throws Exception {
        Tool.require("xenstore-write", "xenstore-utils");
        socket = directory.resolve("sock");
        rings = Files.createDirectory(directory.resolve("rings"));
        fifo("evt");
        tool = new Tool(socket);
        store = Running.jar(Repository.sample("store"), "--xenstore", socket.toString(), "--rings", rings.toString());
        store.await("daemon: serving xenstore at " + socket);
    }

    @AfterEach
    void kill() {
        if (store != null) {
            store.close();
        }
    }

    private void fifo(String name) throws Exception {
        new ProcessBuilder("mkfifo", rings.resolve(name).toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private GuestEnd attach(int domain, int port) throws IOException {
        Path page = rings.resolve("ring-" + domain);
        try (FileChannel file = FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            return GuestEnd.reattach(memory, FifoChannel.open(rings, port), page.toString(), LONG);
        }
    }

    private XenstoreClient guest(int domain, int port) throws XenstoreException {
        return XenstoreClient.builder()
                .timeout(LONG)
                .connector(() -> new RingTransport(attach(domain, port)))
                .connect();
    }

    private void introduce(XenstoreClient toolstack, int domain, int port) throws Exception {
        Files.write(rings.resolve("ring-" + domain), new byte[PAGE]);
        fifo("notify-" + port);
        String home = "/local/domain/" + domain;
        toolstack.write(home + "/name", "guest");
        toolstack.setPermissions(home, List.of(Permission.of("n" + domain)));
        toolstack.request(MessageType.INTRODUCE, List.of(Integer.toString(domain), "1", Integer.toString(port)));
    }

    @Test
    void domainsComeWriteAndGo() throws Exception {
        try (XenstoreClient toolstack = XenstoreClient.connect(socket);
                EventQueue events = toolstack.events()) {
            introduce(toolstack, 7, 71);
            try (XenstoreClient guest = guest(7, 71)) {
                guest.write("data/hello", "from the guest");
                assertThrows(XenstoreException.class, () -> guest.write("/elsewhere", "x"));
            }
            assertEquals("from the guest", tool.ok("xenstore-read", "/local/domain/7/data/hello"));
            // Another kernel takes the ring over: the handshake of R-8.
            try (XenstoreClient again = guest(7, 71)) {
                assertEquals("from the guest", again.readText("data/hello"));
            }
            assertEquals(
                    "T",
                    toolstack
                            .request(MessageType.IS_DOMAIN_INTRODUCED, List.of("7"))
                            .get(0));
            events.watch("@releaseDomain");
            assertEquals(1, events.poll(LONG).size());
            Files.delete(rings.resolve("ring-7"));
            changed();
            assertEquals("@releaseDomain", events.poll(LONG).get(0).path());
            assertEquals(
                    "F",
                    toolstack
                            .request(MessageType.IS_DOMAIN_INTRODUCED, List.of("7"))
                            .get(0));
            assertEquals(false, toolstack.exists("/local/domain/7/data/hello"), "A-8");
        }
    }

    /** A guest in another process, which knows the ring's files and nothing else; the server in a third one. */
    @Test
    void aGuestProgramAttaches() throws Exception {
        try (XenstoreClient toolstack = XenstoreClient.connect(socket)) {
            introduce(toolstack, 8, 108);
            String classes = String.join(
                    ":",
                    Repository.file("runtime/xenstore/target/test-classes").toString(),
                    Repository.file("runtime/xenstore/target/classes").toString(),
                    Repository.file("runtime/core/target/classes").toString());
            ProcessBuilder line = Running.java(
                    "-cp", Path.of(classes), "dev.xylem.xenstore.ring.GuestProgram", rings.toString(), "8", "108");
            try (Running guest = new Running(line)) {
                toolstack.await(
                        nodes -> nodes.findText("/local/domain/8/data/ready").filter("1"::equals), LONG);
                assertEquals("42", tool.ok("xenstore-read", "/local/domain/8/data/tx"));
                tool.ok("xenstore-write", "/local/domain/8/data/ping", "pong");
                guest.await("guest: done");
                assertEquals(0, guest.status(), guest::output);
                assertEquals("2", tool.ok("xenstore-read", "/local/domain/8/data/ready"));
                assertEquals(false, toolstack.exists("/tool/evil"));
            }
        }
    }

    /** a message that is too long; the error word says so, and nobody else notices. */
    @Test
    void aViolationHurtsOnlyItsDomain() throws Exception {
        try (XenstoreClient toolstack = XenstoreClient.connect(socket)) {
            introduce(toolstack, 7, 71);
            introduce(toolstack, 8, 81);
            try (XenstoreClient innocent = guest(8, 81)) {
                innocent.write("data/a", "1");
                ByteBuffer page = page(7);
                page.putInt(0, MessageType.READ.number()).putInt(12, 5000);
                page.putInt(2052, 16);
                signal(71);
                while (page.getInt(2072) == 0) {
                    innocent.readText("data/a");
                }
                assertEquals(3, page.getInt(2072), "payload too long");
                innocent.write("data/a", "2");
                assertEquals("2", tool.ok("xenstore-read", "/local/domain/8/data/a"));
                assertEquals(
                        "T",
                        toolstack
                                .request(MessageType.IS_DOMAIN_INTRODUCED, List.of("7"))
                                .get(0));
            }
        }
    }

    @Test
    void sayWhatIsWrongWithTheDirectory() throws Exception {
        Path other = directory.resolve("other");
        try (Running refused =
                Running.jar(Repository.sample("store"), "--xenstore", other.toString(), "--rings", other + "-rings")) {
            Path absent = Path.of(other + "-rings");
            assertEquals(1, refused.status());
            assertEquals(
                    "daemon: --rings: there is no " + absent + ": make it by 'mkdir " + absent + " && mkfifo " + absent
                            + "/evt'",
                    refused.output());
        }
    }

    private ByteBuffer page(int domain) throws IOException {
        try (FileChannel file =
                FileChannel.open(rings.resolve("ring-" + domain), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE).order(ByteOrder.nativeOrder());
        }
    }

    private void changed() throws IOException {
        signal(FileHypervisor.CHANGED);
    }

    private void signal(int port) throws IOException {
        try (FileChannel evt = FileChannel.open(rings.resolve("evt"), StandardOpenOption.WRITE)) {
            evt.write(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, port));
        }
    }
}
