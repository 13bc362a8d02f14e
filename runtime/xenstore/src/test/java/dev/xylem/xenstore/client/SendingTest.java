package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes out: in whole messages however little the server takes, with ids that mean one request each. */
@Timeout(60)
class SendingTest {
    /** Takes one octet for each permit. */
    private record Slow(Transport transport, Semaphore permits) implements Transport {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return transport.read(into);
        }

        @Override
        public void write(ByteBuffer messages, long nanos) throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1).order(messages.order());
            try {
                while (messages.hasRemaining() && permits.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                    transport.write(one.clear().put(messages.get()).flip(), 0);
                }
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        }

        @Override
        public void close() {
            transport.close();
        }

        @Override
        public String toString() {
            return "slow";
        }
    }

    /** A message that the server took in part is finished when the server goes on: first of all, and once. */
    @Test
    void messagesStayWhole() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        Semaphore permits = new Semaphore(0);
        try (XenstoreClient client = server.builder()
                .connector(() -> new Slow(server.connect(), permits))
                .timeout(Duration.ofMillis(20))
                .connect()) {
            permits.release(5);
            assertThrows(RequestTimeoutException.class, () -> client.write("/a", "1"));
            assertThrows(RequestTimeoutException.class, () -> client.write("/b", "2"));
            assertEquals(List.of(), server.received());
            permits.release(10_000);
            // Something from the server shows that it goes on.
            server.link().event("/x", "unknown");
            assertEquals(List.of("WRITE /a|1", "WRITE /b|2"), server.awaitReceived(2));
            assertEquals("value", client.readText("/c"));
        }
    }

    /** Ids are positive and different, also when they begin anew. */
    @Test
    void idsBeginAnew() throws Exception {
        Places places = new Places(1024);
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        Connection connection = new Connection(server.connect(), 1, null);
        Request request = Request.of(MessageType.READ, 0, "/a");
        int highest = 0;
        int wraps = 0;
        int last = 0;
        for (int i = 0; i < 5_000_000; i++) {
            int id = places.nextId();
            assertTrue(id > 0 && id != last, () -> "id " + id);
            wraps += id < last ? 1 : 0;
            last = id;
            highest = Math.max(highest, id);
            if (i % 1_000_000 == 0) {
                Pending pending = new Pending(connection, request, id, null);
                places.put(pending);
                assertEquals(pending, places.find(id, MessageType.READ));
                places.remove(pending);
                assertEquals(null, places.find(id, MessageType.READ));
            }
        }
        assertTrue(highest > 0x7FFF_0000 && wraps >= 2, "highest " + highest + ", " + wraps);
    }

    @TempDir
    Path directory;

    /** As libxenstore finds its server. */
    @Test
    void defaultPaths() throws Exception {
        Path there = Files.createFile(directory.resolve("there"));
        List<Path> places = List.of(directory.resolve("none"), there);
        assertEquals(
                Path.of("/x"),
                Transports.defaultPath(Map.of("XENSTORED_PATH", "/x", "XENSTORED_RUNDIR", "/y"), places));
        assertEquals(
                Path.of("/y/socket"),
                Transports.defaultPath(Map.of("XENSTORED_PATH", "", "XENSTORED_RUNDIR", "/y"), places));
        assertEquals(there, Transports.defaultPath(Map.of(), places));
        IOException none = assertThrows(
                IOException.class, () -> Transports.defaultPath(Map.of(), List.of(directory.resolve("none"))));
        assertEquals(
                "no XenStore server found: none of [" + directory.resolve("none")
                        + "] exists; set XENSTORED_PATH to its socket",
                none.getMessage());
    }

    @Test
    void placesWithoutServer() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertEquals(
                file + " is neither a socket nor a device: give that of a XenStore server",
                assertThrows(XenstoreException.class, () -> XenstoreClient.connect(file))
                        .getMessage());
        Path none = directory.resolve("none");
        assertEquals(
                "no XenStore server at " + none + ": there is no such file",
                assertThrows(XenstoreException.class, () -> XenstoreClient.connect(none))
                        .getMessage());
        assertEquals(Errno.EINVAL, Errors.errno("EWHATEVER"));
    }

    @Test
    void settingsAreChecked() {
        ClientBuilder builder = XenstoreClient.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.inFlight(0));
        assertThrows(IllegalArgumentException.class, () -> builder.transactions(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1), false));
    }
}
