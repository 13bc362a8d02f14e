package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.ScriptedServer.Received;
import dev.xylem.xenstore.wire.MessageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that are lost: who waits learns it, and with the next one every watch is back. */
@Timeout(60)
class ReconnectTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final ConnectionListener listener = new ConnectionListener() {
        @Override
        public void lost(ConnectionLostException why) {
            heard.add("lost: " + why.getMessage());
        }

        @Override
        public void restored() {
            heard.add("restored");
        }

        @Override
        public void gaveUp(ConnectionLostException why) {
            heard.add("gave up: " + why.getMessage());
        }
    };

    private final ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);

    private ClientBuilder builder() {
        return server.builder().listener(listener).timeout(LONG);
    }

    @Test
    void everybodyWhoWaitsLearnsOfTheLoss() throws Exception {
        List<Received> waiting = new ArrayList<>();
        server.script((link, request) -> {
            waiting.add(request);
            if (waiting.size() == 10) {
                link.hangUp();
            }
        });
        try (XenstoreClient client = builder().connect();
                EventQueue events = client.events()) {
            List<CompletableFuture<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                reads.add(client.readAsync("/" + i).toCompletableFuture());
            }
            for (int i = 0; i < 10; i++) {
                int n = i;
                Exception failed =
                        assertThrows(Exception.class, () -> reads.get(n).get());
                assertEquals(
                        "READ of /" + i + " got no reply: the server at scripted ended the connection",
                        failed.getCause().getMessage());
                assertTrue(((ConnectionLostException) failed.getCause()).mayHaveHappened());
            }
            assertThrows(ConnectionLostException.class, () -> events.poll(LONG));
        }
        assertEquals("lost: the server at scripted ended the connection", heard.take());
        assertEquals("gave up: the server at scripted ended the connection", heard.take());
        assertEquals(1, server.connections());
    }

    @Test
    void watchesComeBack() throws Exception {
        try (XenstoreClient client = builder().reconnect().connect();
                EventQueue events = client.events()) {
            Watch one = events.watch("/one");
            Watch two = events.watch("/two", 3);
            try (Watch closed = events.watch("/three")) {
                assertEquals("/three", closed.path());
            }
            take(events, Set.of(one, two));
            int before = server.received().size();
            server.link().hangUp();
            assertEquals("lost: the server at scripted ended the connection", heard.take());
            assertEquals("restored", heard.take());
            take(events, Set.of(one, two));
            List<String> renewed = server.received().subList(before, before + 2);
            assertTrue(
                    renewed.stream().anyMatch(request -> request.matches("WATCH /one\\|[^|]+\\|")), renewed::toString);
            assertTrue(
                    renewed.stream().anyMatch(request -> request.matches("WATCH /two\\|[^|]+\\|3\\|")),
                    renewed::toString);
            assertEquals("value", client.readText("/a"));
        }
        assertEquals(2, server.connections());
    }

    private static void take(EventQueue events, Set<Watch> expected) throws Exception {
        Set<Watch> fired = new HashSet<>();
        while (!fired.equals(expected)) {
            events.poll(LONG).forEach(event -> fired.add(event.watch()));
        }
    }

    /** Requests fail clearly meanwhile, and are not done later. */
    @Test
    void nothingIsSentWithoutConnection() throws Exception {
        try (XenstoreClient client = builder().reconnect().connect()) {
            server.refuse(true);
            server.link().hangUp();
            heard.take();
            ConnectionLostException none = assertThrows(ConnectionLostException.class, () -> client.write("/a", "1"));
            assertFalse(none.mayHaveHappened());
            assertEquals(
                    "no connection, trying to get one: the server at scripted ended the connection", none.getMessage());
            server.refuse(false);
            assertEquals("restored", heard.take());
            client.write("/a", "2");
        }
        assertEquals(List.of("WRITE /a|2"), server.received());
    }

    @Test
    void attemptsAreBounded() throws Exception {
        List<Long> pauses = new ArrayList<>();
        RetryPolicy policy = new RetryPolicy(5, Duration.ofMillis(1), Duration.ofMillis(8), false);
        try (XenstoreClient client =
                builder().reconnect(policy).pauses(pauses::add).connect()) {
            server.refuse(true);
            server.link().hangUp();
            assertEquals("lost: the server at scripted ended the connection", heard.take());
            assertEquals("gave up: the server at scripted ended the connection", heard.take());
            assertThrows(ConnectionLostException.class, () -> client.read("/a"));
            assertTrue(pauses.size() <= 5, pauses::toString);
        }
    }

    /** The server still counts the watches of the lost connection: that is no reason to go on without. */
    @Test
    void refusedWatchesAreTriedAgain() throws Exception {
        AtomicInteger refusals = new AtomicInteger(3);
        AtomicBoolean renewing = new AtomicBoolean();
        server.script((link, request) -> {
            if (renewing.get() && request.is(MessageType.WATCH) && refusals.getAndDecrement() > 0) {
                link.error(request, "ENOSPC");
            } else {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client = builder().reconnect().connect();
                EventQueue events = client.events()) {
            Watch watch = events.watch("/a");
            take(events, Set.of(watch));
            renewing.set(true);
            server.link().hangUp();
            assertEquals("lost: the server at scripted ended the connection", heard.take());
            assertEquals("restored", heard.take());
            take(events, Set.of(watch));
            assertEquals(5, server.connections());
        }
    }

    /** Scenario 24: what waits for a condition goes on waiting, on the next connection. */
    @Test
    void awaitSurvives() throws Exception {
        AtomicInteger connection = new AtomicInteger(1);
        server.script((link, request) -> {
            if (request.is(MessageType.READ)) {
                link.reply(request, "on " + connection);
            } else {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client = builder().reconnect().connect()) {
            CompletableFuture<String> found = CompletableFuture.supplyAsync(() -> {
                try {
                    return client.await(nodes -> nodes.findText("/a").filter("on 2"::equals), LONG);
                } catch (XenstoreException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            server.awaitReceived(2);
            connection.set(2);
            server.link().hangUp();
            assertEquals("on 2", found.get());
        }
    }

    /** Closing ends the attempts, and whoever waits for them. */
    @Test
    void closingEndsTheAttempts() throws Exception {
        XenstoreClient client = builder().reconnect().pauses(Pauses.SLEEP).connect();
        server.refuse(true);
        server.link().hangUp();
        heard.take();
        CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> {
            try {
                client.await(nodes -> nodes.findText("/a"), LONG);
            } catch (XenstoreException failed) {
                throw new IllegalStateException(failed);
            }
        });
        client.close();
        assertThrows(Exception.class, waits::get);
    }

    @Test
    void failedListenerHarmsNobody() throws Exception {
        ConnectionListener bad = new ConnectionListener() {
            @Override
            public void lost(ConnectionLostException why) {
                throw new IllegalStateException("expected by the test");
            }
        };
        try (XenstoreClient client =
                server.builder().listener(bad).listener(listener).reconnect().connect()) {
            server.link().hangUp();
            assertEquals("lost: the server at scripted ended the connection", heard.take());
            assertEquals("restored", heard.take());
            assertEquals("value", client.readText("/a"));
        }
    }

    @Test
    void firstConnectionIsNotRepeated() {
        server.refuse(true);
        XenstoreException nobody = assertThrows(
                XenstoreException.class, () -> builder().reconnect().connect());
        assertEquals("nobody there", nobody.getMessage());
    }
}
