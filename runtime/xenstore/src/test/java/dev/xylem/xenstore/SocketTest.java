package dev.xylem.xenstore;

import static dev.xylem.xenstore.SocketClient.READ;
import static dev.xylem.xenstore.SocketClient.WATCH;
import static dev.xylem.xenstore.SocketClient.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import dev.xylem.store.XenAccess;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The export as a whole, on real sockets. The limit of time only ends a run that hangs. */
@Timeout(300)
class SocketTest {
    @TempDir
    java.nio.file.Path directory;

    private Store store;
    private SocketService service;

    @BeforeEach
    void open() throws IOException {
        store = Store.builder(new XenAccess()).build();
        service = serve(store, "run/socket");
    }

    @AfterEach
    void close() {
        service.close();
        store.close();
    }

    private SocketService serve(Store served, String name) throws IOException {
        return (SocketService)
                new Xenstore().open(served, directory.resolve(name).toString());
    }

    /** Waits for another thread's work; the test's time limit ends it. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void servesAndCleansUp() throws Exception {
        java.nio.file.Path socket = java.nio.file.Path.of(service.address());
        assertEquals("rwx------", mode(directory.resolve("run")));
        assertEquals("rw-------", mode(socket), "whoever connects is domain 0: for the owner only");
        try (SocketClient client = new SocketClient(service.address())) {
            assertEquals("OK|", client.ask(WRITE, "memory/target|5"));
            assertEquals("5", client.ask(READ, "/local/domain/0/memory/target|"));
            service.close();
            assertThrows(IOException.class, () -> client.ask(READ, "/a|"));
        }
        assertFalse(Files.exists(socket, LinkOption.NOFOLLOW_LINKS));
        service.close();
    }

    private static Node node(Store store, String path) {
        return Objects.requireNonNull(store.snapshot().node(Path.of(path)), path);
    }

    private static String mode(java.nio.file.Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void addressThatCannotBeUsedIsNamed() {
        IOException live = assertThrows(IOException.class, () -> serve(store, "run/socket"));
        assertEquals(
                "another server answers on the socket " + service.address() + ": stop it or choose another path",
                live.getMessage());
        assertThrows(IOException.class, () -> new Xenstore().open(store, ""));
        assertThrows(IOException.class, () -> new Xenstore().open(store, "a\0b"));
    }

    /** With users as principals the peer is whoever runs the client: here the process itself, so privileged. */
    @Test
    void peerIsTheUserAtTheOtherEnd() throws Exception {
        try (Store users = Store.builder(new UnixAccess()).build();
                SocketService other = serve(users, "users");
                SocketClient client = new SocketClient(other.address())) {
            assertEquals("OK|", client.ask(WRITE, "/a|1"));
            assertEquals(
                    users.owner().caller().principal(), node(users, "/a").acl().owner());
        }
    }

    /** W-2 over a socket: replies to what came before, then the end. */
    @Test
    void overLongEndsTheConnection() throws Exception {
        try (SocketClient client = new SocketClient(service.address())) {
            client.send(SocketClient.request(WRITE, "/a|1"));
            client.send(ByteBuffer.allocate(16)
                    .order(java.nio.ByteOrder.nativeOrder())
                    .putInt(12, 5000));
            assertEquals("OK|", client.reply());
            assertThrows(EOFException.class, client::reply);
        }
        assertEquals(1, service.counters().violations());
    }

    /** Peers that die in mid-message, after any number of octets, with a watch and unread replies. */
    @Test
    void deadPeers() throws Exception {
        ByteBuffer request = SocketClient.request(WRITE, "/dead|value");
        try (SocketClient innocent = new SocketClient(service.address())) {
            for (int octets = 0; octets < request.limit(); octets++) {
                try (SocketClient client = new SocketClient(service.address())) {
                    client.send(SocketClient.request(WATCH, "/innocent|t|"));
                    client.send(request.duplicate().limit(octets));
                }
                assertEquals("OK|", innocent.ask(WRITE, "/innocent|" + octets));
            }
            assertEquals("ENOENT|", innocent.ask(READ, "/dead|"));
            await(() -> service.counters().connected() == 1);
        }
        assertEquals(0, service.failures());
    }

    /** Ten thousand connections come and go, some in mid-message; others are served, and nothing of them stays. */
    @Test
    void tenThousandConnections() throws Exception {
        try (SocketClient innocent = new SocketClient(service.address())) {
            for (int i = 0; i < 10_000; i++) {
                SocketClient client = new SocketClient(service.address());
                switch (i % 4) {
                    case 0 -> {}
                    case 1 -> client.send(SocketClient.request(WATCH, "/a|" + i + "|"));
                    case 2 -> client.send(SocketClient.request(WRITE, "/a|" + i).limit(17));
                    default -> client.send(SocketClient.request(6, "|"));
                }
                client.close();
                if (i % 100 == 0) {
                    assertEquals("OK|", innocent.ask(WRITE, "/innocent|" + i));
                    assertEquals("" + i, innocent.ask(READ, "/innocent|"));
                }
            }
            // Those that came last may still wait to be accepted, although their clients are gone.
            await(() -> service.counters().connections() == 10_001);
            await(() -> service.counters().connected() == 1 && service.connections() == 1);
            int eventsBefore = (int) service.counters().eventsSent();
            assertEquals("OK|", innocent.ask(WRITE, "/a|last"));
            assertEquals(eventsBefore, service.counters().eventsSent(), "the watches are gone");
        }
        assertEquals(0, service.failures());
        assertEquals(0, service.counters().failures());
    }

    /** Who reads no replies gets no more of them: the server stops reading, and goes on when the client does. */
    @Test
    void clientThatReadsNoReplies() throws Exception {
        store.owner().write(Path.of("/big"), new byte[4000]);
        try (SocketClient slow = new SocketClient(service.address());
                SocketClient innocent = new SocketClient(service.address())) {
            ByteBuffer request = SocketClient.request(READ, "/big|");
            long requests = 0;
            boolean full = false;
            while (!full) {
                full = slow.flood(request, 1000);
                assertEquals("OK|", innocent.ask(WRITE, "/innocent|1"));
                requests = service.counters().requests();
            }
            assertTrue(requests < 100_000, "the server stopped reading after " + requests + " requests");
            long answered = service.counters().requests();
            assertEquals("1", innocent.ask(READ, "/innocent|"));
            for (int i = 0; i < 50; i++) {
                assertEquals(4000, slow.reply().length());
            }
            assertTrue(service.counters().requests() >= answered);
        }
    }

    /** Who reads no events has a bounded queue; writers are not held up, and it learns to look again. */
    @Test
    void clientThatReadsNoEvents() throws Exception {
        try (SocketClient slow = new SocketClient(service.address())) {
            assertEquals("OK|", slow.ask(WATCH, "/a|t|"));
            assertEquals("/a|t|", slow.event());
            int commits = 60_000;
            for (int i = 0; i < commits; i++) {
                store.owner().write(Path.of("/a/" + i % 30_000), new byte[0]);
            }
            await(() -> service.counters().eventsDropped() > 0);
            String event = slow.event();
            while (!event.equals("/a|t|")) {
                event = slow.event();
            }
            store.owner().write(Path.of("/a/x"), new byte[0]);
            assertEquals("/a/x|t|", slow.event());
        }
    }

    /** The program commits on its own thread; a client with 20 watches that reads gets every event. */
    @Test
    void commitsOfTheProgramReachClients() throws Exception {
        int commits = 500;
        try (SocketClient client = new SocketClient(service.address());
                SocketClient writer = new SocketClient(service.address())) {
            for (int i = 0; i < 20; i++) {
                assertEquals("OK|", client.ask(WATCH, "/a|" + i + "|"));
                client.event();
            }
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            Thread program = new Thread(() -> {
                try {
                    for (int i = 0; i < commits; i++) {
                        store.owner().write(Path.of("/a/" + i), new byte[0]);
                    }
                } catch (Throwable failed) {
                    failure.set(failed);
                }
            });
            program.start();
            Set<String> events = new HashSet<>();
            for (int i = 0; i < 20 * commits; i++) {
                events.add(client.event());
                if (i % 500 == 0) {
                    assertEquals("OK|", writer.ask(WRITE, "/b|" + i));
                }
            }
            program.join();
            assertEquals(null, failure.get());
            assertEquals(20 * commits, events.size());
        }
    }

    /** An application with a full backlog: connections wait, none is dropped, all go on. */
    @Test
    void backlogHoldsClientsUp() throws Exception {
        Backlog backlog = new Backlog();
        try (Store held = Store.builder(new XenAccess()).cycle(backlog).build();
                SocketService other = serve(held, "held");
                SocketClient one = new SocketClient(other.address());
                SocketClient two = new SocketClient(other.address())) {
            assertEquals("OK|", one.ask(WRITE, "/a|1"));
            backlog.hold();
            one.send(SocketClient.request(WRITE, "/a|2"));
            two.send(SocketClient.request(WRITE, "/b|2"));
            await(() -> other.counters().pauses() == 2);
            assertEquals("1", new String(node(held, "/a").value(), StandardCharsets.US_ASCII));
            backlog.release();
            assertEquals("OK|", one.reply());
            assertEquals("OK|", two.reply());
            assertEquals("2", one.ask(READ, "/a|"));
        }
    }

    private static final class Backlog implements Cycle {
        private boolean ready = true;
        private final Set<Runnable> waiting = new HashSet<>();

        @Override
        public void run(Proposal proposal) throws RefusedException {
            proposal.accept();
        }

        @Override
        public synchronized boolean ready() {
            return ready;
        }

        @Override
        public void whenReady(Runnable once) {
            synchronized (this) {
                if (!ready) {
                    waiting.add(once);
                    return;
                }
            }
            once.run();
        }

        synchronized void hold() {
            ready = false;
        }

        void release() {
            Set<Runnable> released;
            synchronized (this) {
                ready = true;
                released = Set.copyOf(waiting);
                waiting.clear();
            }
            released.forEach(Runnable::run);
        }
    }
}
