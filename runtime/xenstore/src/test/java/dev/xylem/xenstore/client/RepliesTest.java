package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.ScriptedServer.Received;
import dev.xylem.xenstore.wire.MessageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies out of order, late, missing, and none of the protocol's. */
@Timeout(60)
class RepliesTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    /** W-5: by id, not by order. */
    @Test
    void repliesInAnyOrder() throws Exception {
        List<Received> waiting = new ArrayList<>();
        ScriptedServer server = new ScriptedServer((link, request) -> {
            waiting.add(request);
            if (waiting.size() == 3) {
                link.event("/other", "unknown");
                for (int i = 2; i >= 0; i--) {
                    link.reply(waiting.get(i), "to " + waiting.get(i).payload().substring(0, 2));
                }
            }
        });
        try (XenstoreClient client = server.builder().connect()) {
            List<CompletionStage<byte[]>> reads = new ArrayList<>();
            for (String path : List.of("/a", "/b", "/c")) {
                reads.add(client.readAsync(path));
            }
            assertEquals("to /a", new String(reads.get(0).toCompletableFuture().get()));
            assertEquals("to /b", new String(reads.get(1).toCompletableFuture().get()));
            assertEquals("to /c", new String(reads.get(2).toCompletableFuture().get()));
        }
    }

    /** At most so many requests are under way; the next one goes when a reply came. */
    @Test
    void requestsInFlightAreBounded() throws Exception {
        List<Received> waiting = new ArrayList<>();
        ScriptedServer server = new ScriptedServer((link, request) -> waiting.add(request));
        try (XenstoreClient client = server.builder().inFlight(2).timeout(SHORT).connect()) {
            client.readAsync("/a");
            CompletionStage<byte[]> second = client.readAsync("/b");
            RequestTimeoutException full = assertThrows(RequestTimeoutException.class, () -> client.read("/c"));
            assertEquals(
                    "READ of /c was not sent: scripted has left 2 earlier requests without a reply", full.getMessage());
            assertEquals(List.of("READ /a|", "READ /b|"), server.received());
            ExecutionException late = assertThrows(
                    ExecutionException.class, () -> second.toCompletableFuture().get());
            assertEquals(
                    "no reply to READ of /b from scripted within PT0.02S",
                    late.getCause().getMessage());
            server.script(ScriptedServer::obliging);
            server.link().reply(waiting.get(0), "late");
            server.link().reply(waiting.get(1), "late");
            String value = null;
            while (value == null) {
                value = client.findText("/c").orElseThrow();
            }
            assertEquals("value", value);
        }
    }

    @Test
    void lateReplyIsDropped() throws Exception {
        List<Received> waiting = new ArrayList<>();
        ScriptedServer server = new ScriptedServer((link, request) -> waiting.add(request));
        try (XenstoreClient client = server.builder().timeout(SHORT).connect()) {
            RequestTimeoutException late = assertThrows(RequestTimeoutException.class, () -> client.read("/a"));
            assertEquals("no reply to READ of /a from scripted within PT0.02S", late.getMessage());
            server.script(ScriptedServer::obliging);
            server.link().reply(waiting.get(0), "late");
            assertEquals("value", client.readText("/a"));
        }
    }

    /** A transaction that began too late for who asked for it does not stay open. */
    @Test
    void lateTransactionIsEnded() throws Exception {
        List<Received> waiting = new ArrayList<>();
        ScriptedServer server = new ScriptedServer((link, request) -> waiting.add(request));
        try (XenstoreClient client = server.builder().timeout(SHORT).connect()) {
            assertThrows(RequestTimeoutException.class, () -> client.transact(transaction -> null));
            server.script(ScriptedServer::obliging);
            server.link().reply(waiting.get(0), "41|");
            assertEquals(List.of("TRANSACTION_START |", "TRANSACTION_END F| in 41"), server.awaitReceived(2));
        }
    }

    /** What was sent without waiting fails the transaction by the same exception as what is waited for. */
    @Test
    void lateReplyInATransactionIsLateAtItsEndToo() throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (!request.is(MessageType.WRITE)) {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client =
                server.builder().timeout(Duration.ofMillis(500)).connect()) {
            RequestTimeoutException late = assertThrows(
                    RequestTimeoutException.class,
                    () -> client.transact(transaction -> {
                        ExecutionException itself = assertThrows(
                                ExecutionException.class,
                                () -> transaction
                                        .writeAsync("/a", "1")
                                        .toCompletableFuture()
                                        .get());
                        assertEquals(
                                "no reply to WRITE of /a from scripted within PT0.5S",
                                itself.getCause().getMessage());
                        return null;
                    }));
            assertEquals("no reply to WRITE of /a from scripted within PT0.5S", late.getMessage());
        }
        assertEquals(List.of("TRANSACTION_START |", "WRITE /a|1 in 7", "TRANSACTION_END F| in 7"), server.received());
    }

    /** A watch whose reply did not come in time is taken back behind it. */
    @Test
    void lateWatchIsRemoved() throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {});
        try (XenstoreClient client = server.builder().timeout(SHORT).connect();
                EventQueue events = client.events()) {
            assertThrows(RequestTimeoutException.class, () -> events.watch("/a"));
            assertEquals(0, client.registeredWatches());
            List<String> received = server.awaitReceived(2);
            assertTrue(received.get(0).startsWith("WATCH /a|"));
            assertEquals("UN" + received.get(0), received.get(1));
        }
    }

    @Test
    void interruptedRequestLeavesTheConnectionAlone() throws Exception {
        List<Received> waiting = new ArrayList<>();
        Thread waits = Thread.currentThread();
        ScriptedServer server = new ScriptedServer((link, request) -> {
            waiting.add(request);
            waits.interrupt();
        });
        try (XenstoreClient client = server.builder().connect()) {
            assertThrows(RequestInterruptedException.class, () -> client.read("/a"));
            assertTrue(Thread.interrupted());
            server.script(ScriptedServer::obliging);
            server.link().reply(waiting.get(0), "late");
            assertEquals("value", client.readText("/a"));
        }
    }

    /** The kernel's device before Linux 4.11 gives its own replies the id 0. */
    @Test
    void repliesOfTheDeviceItself() throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            boolean own = request.is(MessageType.WATCH) || request.is(MessageType.UNWATCH);
            ScriptedServer.obliging(link, own ? new Received(request.type(), 0, 0, request.payload()) : request);
        });
        try (XenstoreClient client = server.builder().connect();
                EventQueue events = client.events()) {
            try (Watch watch = events.watch("/a")) {
                assertEquals(List.of(new WatchEvent(watch, "/a")), events.poll(Duration.ofSeconds(60)));
            }
            assertEquals("value", client.readText("/a"));
        }
    }

    /** The device refuses one message, and has room for fewer octets. */
    @Test
    void messagesThatTheTransportRefuses() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        server.maxMessage(4096);
        Connector refusing = () -> new Refusing(server.connect());
        try (XenstoreClient client =
                        XenstoreClient.builder().connector(refusing).connect();
                EventQueue events = client.events()) {
            QuotaException quota = assertThrows(QuotaException.class, () -> events.watch("/a"));
            assertEquals(List.of("watches"), quota.candidates());
            assertEquals(0, client.registeredWatches());
            assertEquals("value", client.readText("/a"));
            client.write("/a", new byte[4077]);
            XenstoreException tooLong = assertThrows(XenstoreException.class, () -> client.write("/a", new byte[4078]));
            assertEquals(
                    "WRITE of /a takes 4097 octets with its header and scripted has room for 4096: use less, in more"
                            + " nodes",
                    tooLong.getMessage());
        }
    }

    /** Takes no watches. */
    private record Refusing(Transport transport) implements Transport {
        @Override
        public int read(java.nio.ByteBuffer into) throws java.io.IOException {
            return transport.read(into);
        }

        @Override
        public void write(java.nio.ByteBuffer messages, long nanos) throws java.io.IOException {
            if (messages.getInt(messages.position()) == MessageType.WATCH.number()) {
                int id = messages.getInt(messages.position() + 4);
                messages.position(messages.position() + 16 + messages.getInt(messages.position() + 12));
                throw new MessageRefusedException(id, "ENOSPC", new java.io.IOException("No space left on device"));
            }
            transport.write(messages, nanos);
        }

        @Override
        public int maxMessage() {
            return transport.maxMessage();
        }

        @Override
        public void close() {
            transport.close();
        }

        @Override
        public String toString() {
            return transport.toString();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2; 0; 0; x; a reply of type READ has the id 0, which no request has",
                "2; 1; 0; x; a reply of type READ has the id 1234567, which no request has",
                "16; 1; 0; ENOENT|; a reply of type ERROR has the id 1234567, which no request has",
                "11; 2; 0; OK|; a reply of type WRITE came to READ of /a",
                "77; 2; 0; OK|; a reply has the unknown type 77",
                "-1; 2; 0; OK|; a reply has the unknown type 4294967295",
                "15; 0; 0; /a|; a watch event has 1 texts, not path and token",
                "15; 0; 0; /a|token; the reply to a watch does not end with a NUL",
            })
    void repliesThatAreNone(int type, int id, int transaction, String payload, String problem) throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> link.raw(ScriptedServer.message(
                type, id == 2 ? request.id() : id == 1 ? 1_234_567 : id, transaction, ScriptedServer.octets(payload))));
        assertEnds(server, problem);
    }

    @ParameterizedTest
    @CsvSource({"4097, 4097", "-1, 4294967295", "-2147483648, 2147483648"})
    void repliesThatAreTooLong(int announced, String shown) throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            byte[] message = ScriptedServer.message(2, request.id(), 0, new byte[0]);
            java.nio.ByteBuffer.wrap(message)
                    .order(java.nio.ByteOrder.nativeOrder())
                    .putInt(12, announced);
            link.raw(message);
        });
        assertEnds(server, "it announced " + shown + " octets, more than the 4096 of a message");
    }

    private static void assertEnds(ScriptedServer server, String problem) throws Exception {
        CompletableFuture<ConnectionLostException> gone = new CompletableFuture<>();
        ConnectionListener listener = new ConnectionListener() {
            @Override
            public void gaveUp(ConnectionLostException why) {
                gone.complete(why);
            }
        };
        try (XenstoreClient client = server.builder().listener(listener).connect()) {
            ConnectionLostException lost = assertThrows(ConnectionLostException.class, () -> client.read("/a"));
            assertEquals("READ of /a got no reply: closed the connection to scripted: " + problem, lost.getMessage());
            assertTrue(lost.mayHaveHappened());
            assertEquals(
                    "closed the connection to scripted: " + problem, gone.get().getMessage());
            ConnectionLostException none = assertThrows(ConnectionLostException.class, () -> client.read("/a"));
            assertEquals("no connection: closed the connection to scripted: " + problem, none.getMessage());
            assertFalse(none.mayHaveHappened());
        }
    }

    /** Payloads that are not what the request asked for. */
    @Test
    void payloadsThatMakeNoSense() throws Exception {
        assertMakesNoSense("name", client -> client.list("/a"), "the reply to DIRECTORY does not end with a NUL");
        assertMakesNoSense(
                "x0|",
                client -> client.permissions("/a"),
                "in the reply to GET_PERMS 'x0' is no permission: write n, r, w or b and a domain id, as in r5");
        assertMakesNoSense("0|", client -> client.transact(tx -> null), "a transaction has the id 0");
        assertMakesNoSense("4294967296|", client -> client.transact(tx -> null), "a transaction has the id 4294967296");
        assertMakesNoSense(
                "a|b|", client -> client.domainPath(1), "the reply to GET_DOMAIN_PATH has more than one text");
        assertMakesNoSense(
                "-5|", client -> client.transact(tx -> null), "the reply to TRANSACTION_START has '-5' for a number");
    }

    private interface Use {
        void of(XenstoreClient client) throws XenstoreException;
    }

    private static void assertMakesNoSense(String payload, Use use, String problem) throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> link.reply(request, payload));
        try (XenstoreClient client = server.builder().connect()) {
            ConnectionLostException lost = assertThrows(ConnectionLostException.class, () -> use.of(client));
            assertEquals("closed the connection to scripted: " + problem, lost.getMessage());
        }
    }
}
