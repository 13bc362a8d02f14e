package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.ScriptedServer.Received;
import dev.xylem.xenstore.wire.MessageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T-6: transactions that conflict, cannot begin, or vanish, run again, with a bound and with jitter. */
@Timeout(60)
class TransactionRetryTest {
    private static final long SEED = 20_261_123;

    private final List<Long> pauses = new ArrayList<>();

    private ClientBuilder builder(ScriptedServer server) {
        return server.builder().random(new Random(SEED)).pauses(pauses::add);
    }

    private static ScriptedServer.Script failing(MessageType type, String errno, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return (link, request) -> {
            if (request.is(type) && left.getAndDecrement() > 0) {
                link.error(request, errno);
            } else {
                ScriptedServer.obliging(link, request);
            }
        };
    }

    /** Even when nothing was written: the ends of all attempts conflict. */
    @Test
    void conflictsAreBoundedAndPausesGrow() throws Exception {
        ScriptedServer server = new ScriptedServer(failing(MessageType.TRANSACTION_END, "EAGAIN", Integer.MAX_VALUE));
        RetryPolicy policy = new RetryPolicy(12, Duration.ofNanos(1000), Duration.ofNanos(64_000), false);
        AtomicInteger runs = new AtomicInteger();
        try (XenstoreClient client = builder(server).retry(policy).connect()) {
            TransactionConflictException conflict = assertThrows(
                    TransactionConflictException.class,
                    () -> client.transact(transaction -> {
                        transaction.read("/a");
                        return runs.incrementAndGet();
                    }));
            assertEquals(12, conflict.attempts());
            assertEquals(
                    "EAGAIN: a transaction conflicted with other changes in each of 12 attempts: touch fewer nodes in it,"
                            + " or allow more attempts in the RetryPolicy",
                    conflict.getMessage());
        }
        assertEquals(12, runs.get());
        assertTrue(pauses.size() <= 10, "none before the second attempt: " + pauses);
        for (int i = 0; i < pauses.size(); i++) {
            assertTrue(pauses.get(i) <= 64_000, "seed " + SEED + ": " + pauses);
        }
        assertTrue(pauses.stream().distinct().count() > 5, "seed " + SEED + ": " + pauses);
    }

    @Test
    void conflictIsTriedAgainAtOnce() throws Exception {
        ScriptedServer server = new ScriptedServer(failing(MessageType.TRANSACTION_END, "EAGAIN", 1));
        try (XenstoreClient client = builder(server).connect()) {
            assertEquals("value", client.transact(transaction -> transaction.readText("/a")));
        }
        assertEquals(List.of(), pauses);
        assertEquals(6, server.received().size());
    }

    /** Ten are open already, of other programs in the same domain: wait for a turn. */
    @Test
    void tooManyOpenTransactionsAreWaitedFor() throws Exception {
        ScriptedServer server = new ScriptedServer(failing(MessageType.TRANSACTION_START, "ENOSPC", 5));
        try (XenstoreClient client = builder(server).connect()) {
            assertEquals("value", client.transact(transaction -> transaction.readText("/a")));
        }
        server = new ScriptedServer(failing(MessageType.TRANSACTION_START, "EQUOTA", 5));
        try (XenstoreClient client =
                builder(server).retry(RetryPolicy.DEFAULT.withAttempts(5)).connect()) {
            QuotaException quota = assertThrows(QuotaException.class, () -> client.transact(transaction -> null));
            assertEquals(List.of("transactions"), quota.candidates());
        }
    }

    /** No storm: of many that want a transaction, so many as allowed have one. */
    @Test
    void transactionsTakeTurns() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (request.is(MessageType.TRANSACTION_START)) {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
            } else if (request.is(MessageType.TRANSACTION_END)) {
                open.decrementAndGet();
            }
            ScriptedServer.obliging(link, request);
        });
        try (XenstoreClient client = builder(server).transactions(3).connect()) {
            List<Thread> threads = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(40);
            for (int t = 0; t < 8; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 5; i++) {
                        try {
                            client.transact(transaction -> transaction.readText("/a"));
                            done.countDown();
                        } catch (XenstoreException failed) {
                            throw new IllegalStateException(failed);
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(0, done.getCount());
        }
        assertTrue(most.get() <= 3, () -> most + " at once");
    }

    /** Quotas inside a transaction end it, unless the policy says to wait until they are raised (scenario 20). */
    @Test
    void quotaIsWaitedForWhenAskedTo() throws Exception {
        ScriptedServer server = new ScriptedServer(failing(MessageType.WRITE, "ENOSPC", 1));
        try (XenstoreClient client = builder(server).connect()) {
            TransactionBody<String, RuntimeException> body = transaction -> {
                transaction.write("/a", "1");
                return "done";
            };
            QuotaException quota = assertThrows(QuotaException.class, () -> client.transact(body));
            assertEquals(List.of("nodes", "node-size", "transaction-nodes"), quota.candidates());
            assertEquals("TRANSACTION_END F| in 7", server.received().get(2));
        }
        server.script(failing(MessageType.WRITE, "ENOSPC", 3));
        try (XenstoreClient client =
                builder(server).retry(RetryPolicy.DEFAULT.withRetryQuota()).connect()) {
            assertEquals("done", client.transact(transaction -> {
                transaction.write("/a", "1");
                return "done";
            }));
        }
    }

    /** T-10: when the server has forgotten the transaction, what looked missing may be there. */
    @Test
    void transactionThatVanishedRunsAgain() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (request.is(MessageType.TRANSACTION_START)) {
                starts.incrementAndGet();
            }
            if (starts.get() == 1 && request.transaction() != 0) {
                link.error(request, "ENOENT");
            } else {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client = builder(server).connect()) {
            assertEquals("value", client.transact(transaction -> transaction.readText("/a")));
            assertEquals(2, starts.get());
            starts.set(0);
            boolean there = client.transact(transaction -> transaction.exists("/a"));
            assertTrue(there, "absent only in what vanished");
        }
    }

    @Test
    void whatTheBodyThrowsComesOut() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        try (XenstoreClient client = builder(server).connect()) {
            Exception own = new Exception("own");
            assertSame(
                    own,
                    assertThrows(
                            Exception.class,
                            () -> client.transact(transaction -> {
                                throw own;
                            })));
            assertEquals(List.of("TRANSACTION_START |", "TRANSACTION_END F| in 7"), server.received());
        }
    }

    /** Lost while it ends: nobody knows. Lost before: nothing has happened, and with a new connection it runs again. */
    @Test
    void lostConnections() throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (request.is(MessageType.TRANSACTION_END)) {
                link.hangUp();
            } else {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client = builder(server).reconnect().connect()) {
            ConnectionLostException unknown =
                    assertThrows(ConnectionLostException.class, () -> client.transact(transaction -> null));
            assertTrue(unknown.mayHaveHappened());
            assertEquals(
                    "whether a transaction was done is unknown: TRANSACTION_END of T got no reply: the server at scripted"
                            + " ended the connection",
                    unknown.getMessage());
        }
        AtomicInteger reads = new AtomicInteger();
        server.script((link, request) -> {
            if (request.is(MessageType.READ) && reads.incrementAndGet() == 1) {
                link.hangUp();
            } else {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client = builder(server).reconnect().connect()) {
            assertEquals("value", client.transact(transaction -> transaction.readText("/a")));
            assertEquals(2, reads.get());
        }
        reads.set(0);
        try (XenstoreClient client = builder(server).connect()) {
            assertThrows(
                    ConnectionLostException.class, () -> client.transact(transaction -> transaction.readText("/a")));
        }
    }

    /** Ids are those of a connection: what belongs to the lost one never reaches the next. */
    @Test
    void transactionStaysOnItsConnection() throws Exception {
        List<Received> second = new ArrayList<>();
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        CompletableFuture<Void> restored = new CompletableFuture<>();
        ConnectionListener listener = new ConnectionListener() {
            @Override
            public void restored() {
                restored.complete(null);
            }
        };
        try (XenstoreClient client = builder(server)
                .retry(RetryPolicy.DEFAULT.withAttempts(1))
                .reconnect()
                .listener(listener)
                .connect()) {
            assertThrows(
                    ConnectionLostException.class,
                    () -> client.transact(transaction -> {
                        server.script((link, request) -> second.add(request));
                        server.link().hangUp();
                        restored.join();
                        return transaction.read("/a");
                    }));
            assertEquals(List.of(), second);
        }
    }
}
