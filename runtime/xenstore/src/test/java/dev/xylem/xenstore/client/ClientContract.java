package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the client does with every server. The limit of time only ends a run that hangs. */
@Timeout(120)
abstract class ClientContract {
    static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    XenstoreClient client;

    /** Starts the server. */
    abstract Connector start(Path directory) throws IOException;

    /** Stops the server. */
    abstract void stop() throws IOException;

    private Connector connector;

    @BeforeEach
    void open() throws IOException {
        connector = start(directory);
        client = builder().connect();
        client.remove("/vm");
    }

    @AfterEach
    void close() throws IOException {
        if (client != null) {
            client.close();
        }
        stop();
    }

    ClientBuilder builder() {
        return XenstoreClient.builder().connector(connector).timeout(LONG);
    }

    @Test
    void readsWhatItWrote() throws Exception {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        client.write("/vm/octets", octets);
        assertArrayEquals(octets, client.read("/vm/octets"));
        client.write("/vm/text", "grün");
        assertEquals("grün", client.readText("/vm/text"));
        client.write("/vm/empty", "");
        assertEquals(Optional.of(""), client.findText("/vm/empty"));
        client.write("relative/a", "1");
        assertEquals("1", client.readText(client.domainPath(0) + "/relative/a"));
        assertEquals("/local/domain/7", client.domainPath(7));
    }

    @Test
    void findsListsAndRemoves() throws Exception {
        assertEquals(Optional.empty(), client.find("/vm/none"));
        assertEquals(Optional.empty(), client.findList("/vm/none"));
        assertFalse(client.exists("/vm/none"));
        client.write("/vm/a", "1");
        client.write("/vm/b", "2");
        client.mkdir("/vm/c");
        assertTrue(client.exists("/vm/c"));
        assertEquals(
                List.of("a", "b", "c"), client.list("/vm").stream().sorted().toList());
        assertEquals(List.of(), client.list("/vm/a"));
        client.remove("/vm/a");
        client.remove("/vm/a");
        assertEquals(
                List.of(Optional.empty(), Optional.of("2")),
                client.findAll(List.of("/vm/a", "/vm/b")).stream()
                        .map(value -> value.map(String::new))
                        .toList());
    }

    @Test
    void permissionsAreSetAndRead() throws Exception {
        List<Permission> permissions = List.of(Permission.of("n0"), Permission.of("r5"), Permission.of("b6"));
        client.write("/vm/a", "1");
        client.setPermissions("/vm/a", permissions);
        assertEquals(permissions, client.permissions("/vm/a"));
    }

    @Test
    void errorsAreNamed() {
        ErrorReplyException absent = assertThrows(ErrorReplyException.class, () -> client.read("/vm/none"));
        assertEquals(Errno.ENOENT, absent.errno());
        assertEquals(MessageType.READ, absent.request());
        assertEquals("/vm/none", absent.subject());
        assertEquals("ENOENT from READ of /vm/none: there is no such node", absent.getMessage());
        assertEquals(
                Errno.EINVAL,
                assertThrows(ErrorReplyException.class, () -> client.write("/a:b", ""))
                        .errno());
        assertThrows(XenstoreException.class, () -> client.write("/vm/long", new byte[4096]));
        assertThrows(XenstoreException.class, () -> client.read("/vm/\0x"));
    }

    /** W-5: many requests at once, their replies by id, in the order of the calls. */
    @Test
    void requestsArePipelined() throws Exception {
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            writes.add(client.writeAsync("/vm/" + i % 100, Integer.toString(i)));
        }
        CompletionStage<byte[]> last = client.readAsync("/vm/99");
        for (CompletionStage<Void> write : writes) {
            write.toCompletableFuture().get();
        }
        assertEquals("499", new String(last.toCompletableFuture().get()));
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            paths.add("/vm/" + i);
        }
        List<Optional<byte[]>> values = client.findAll(paths);
        for (int i = 0; i < 100; i++) {
            assertEquals(Integer.toString(400 + i), new String(values.get(i).orElseThrow()));
        }
        client.removeAsync("/vm/0").toCompletableFuture().get();
        assertEquals(99, client.listAsync("/vm").toCompletableFuture().get().size());
        ExecutionException failed = assertThrows(
                ExecutionException.class,
                () -> client.readAsync("/vm/0").toCompletableFuture().get());
        assertEquals(Errno.ENOENT, ((ErrorReplyException) failed.getCause()).errno());
    }

    /** Events come between replies, to whom they belong, while threads use one connection. */
    @Test
    void threadsShareOneConnection() throws Exception {
        int threads = 6;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (EventQueue events = client.events()) {
            events.watch("/vm");
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String path = "/vm/thread" + t;
                work.add(pool.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        client.write(path, Integer.toString(i));
                        assertEquals(Integer.toString(i), client.readText(path));
                        assertEquals(Optional.empty(), client.findText(path + "/none"));
                    }
                    return null;
                }));
            }
            for (Future<?> done : work) {
                done.get();
            }
            HashSet<String> paths = new HashSet<>();
            client.write("/vm/end", "");
            while (!paths.contains("/vm/end") && !paths.contains("/vm")) {
                events.poll(LONG).forEach(event -> paths.add(event.path()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void transactionIsAllOrNothing() throws Exception {
        client.write("/vm/a", "1");
        int found = client.transact(transaction -> {
            int a = Integer.parseInt(transaction.readText("/vm/a"));
            transaction.write("/vm/a", Integer.toString(a + 1));
            transaction.writeAsync("/vm/b", "new");
            assertEquals("1", client.readText("/vm/a"), "nobody else sees it yet");
            assertEquals("2", transaction.readText("/vm/a"));
            return a;
        });
        assertEquals(1, found);
        assertEquals("2", client.readText("/vm/a"));
        assertEquals("new", client.readText("/vm/b"));
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> client.transact(transaction -> {
                    transaction.write("/vm/a", "3");
                    throw new IllegalStateException("no");
                }));
        assertEquals("no", refused.getMessage());
        assertEquals("2", client.readText("/vm/a"));
        assertThrows(
                ErrorReplyException.class,
                () -> client.transact(transaction -> {
                    transaction.write("/vm/a", "4");
                    transaction.writeAsync("/illegal:path", "");
                    return null;
                }),
                "what was sent without waiting counts too");
        assertEquals("2", client.readText("/vm/a"));
        ClientTransaction[] kept = new ClientTransaction[1];
        client.transact(transaction -> kept[0] = transaction);
        assertThrows(IllegalStateException.class, () -> kept[0].read("/vm/a"));
    }

    /** T-6: whatever conflicts, every increment happens exactly once. */
    @Test
    void conflictingTransactionsRunAgain() throws Exception {
        int threads = 4;
        int rounds = 25;
        client.write("/vm/counter", "0");
        AtomicInteger runs = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (XenstoreClient other = builder().connect()) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                XenstoreClient mine = t % 2 == 0 ? client : other;
                work.add(pool.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        mine.transact(transaction -> {
                            runs.incrementAndGet();
                            int value = Integer.parseInt(transaction.readText("/vm/counter"));
                            transaction.write("/vm/counter", Integer.toString(value + 1));
                            return value;
                        });
                    }
                    return null;
                }));
            }
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(Integer.toString(threads * rounds), client.readText("/vm/counter"));
        assertTrue(runs.get() >= threads * rounds, () -> runs.get() + " runs");
    }

    /** V-3, V-4, V-5: the first event, those below, relative paths, and removal above. */
    @Test
    void watchesSeeChanges() throws Exception {
        try (EventQueue events = client.events()) {
            Watch absolute = events.watch("/vm/a");
            assertEquals(List.of(new WatchEvent(absolute, "/vm/a")), next(events));
            client.write("/vm/a/b", "1");
            awaitPath(events, "/vm/a/b");
            client.remove("/vm");
            awaitPath(events, "/vm/a");
            absolute.close();
            Watch relative = events.watch("device");
            awaitPath(events, "device");
            client.write("device/vif", "1");
            awaitPath(events, "device/vif");
            relative.close();
            Watch special = events.watch("@releaseDomain");
            assertEquals("@releaseDomain", special.path());
            awaitPath(events, "@releaseDomain");
        }
        assertEquals(0, client.registeredWatches());
        assertThrows(ErrorReplyException.class, () -> client.events().watch("//"));
        assertEquals(0, client.registeredWatches());
    }

    private static List<WatchEvent> next(EventQueue events) throws Exception {
        List<WatchEvent> next = events.poll(LONG);
        assertFalse(next.isEmpty());
        return next;
    }

    private static void awaitPath(EventQueue events, String path) throws Exception {
        // An event with the watch's own path stands for all below it.
        while (next(events).stream()
                .noneMatch(event -> event.path().equals(path)
                        || event.path().equals(event.watch().path()))) {
            // Not yet.
        }
    }

    /** One watch of the server for all that look at one path; each of them hears of everything. */
    @Test
    void watchesOnOnePathShareOneOfTheServer() throws Exception {
        try (EventQueue one = client.events();
                EventQueue two = client.events()) {
            one.watch("/vm");
            Watch second = two.watch("/vm");
            assertEquals(1, client.registeredWatches());
            awaitPath(one, "/vm");
            awaitPath(two, "/vm");
            client.write("/vm/x", "1");
            awaitPath(one, "/vm/x");
            awaitPath(two, "/vm/x");
            second.close();
            client.write("/vm/y", "1");
            awaitPath(one, "/vm/y");
            assertEquals(List.of(), two.drain());
        }
        assertEquals(0, client.registeredWatches());
    }

    @Test
    void listenersAreCalled() throws Exception {
        CompletableFuture<String> value = new CompletableFuture<>();
        try (Watch bad = client.watch("/vm/a", event -> {
                    throw new IllegalStateException("expected by the test");
                });
                Watch good = client.watch("/vm/a", event -> {
                    try {
                        client.findText("/vm/a").ifPresent(value::complete);
                    } catch (XenstoreException failed) {
                        value.completeExceptionally(failed);
                    }
                })) {
            client.write("/vm/a", "seen");
            assertEquals("seen", value.get());
            assertEquals(bad.path(), good.path());
        }
    }

    /** Watches that were not removed after errors were the fault of other clients: 10^4 of them, and none is left. */
    @Test
    void tenThousandWatchesLeaveNothing() throws Exception {
        try (EventQueue events = client.events()) {
            for (int i = 0; i < 10_000; i++) {
                try (Watch watch = events.watch("/vm/w")) {
                    assertEquals("/vm/w", watch.path());
                }
            }
            assertEquals(0, client.registeredWatches());
            events.drain();
            client.write("/vm/w", "1");
            Watch last = events.watch("/vm/w");
            assertEquals(List.of(new WatchEvent(last, "/vm/w")), next(events));
        }
    }

    @Test
    void awaitReturnsWhatItRead() throws Exception {
        client.write("/vm/a", "1");
        assertEquals("1", client.await(nodes -> nodes.findText("/vm/a"), Duration.ZERO.plusSeconds(60)));
        CompletableFuture<String> both = CompletableFuture.supplyAsync(() -> {
            try {
                return client.await(
                        nodes -> Optional.of(nodes.readText("/vm/host") + ":" + nodes.readText("/vm/port")), LONG);
            } catch (XenstoreException failed) {
                throw new IllegalStateException(failed);
            }
        });
        client.write("/vm/host", "h");
        client.write("/vm/port", "1");
        assertEquals("h:1", both.get());
        assertEquals(0, client.registeredWatches());
        RequestTimeoutException late = assertThrows(
                RequestTimeoutException.class,
                () -> client.await(
                        nodes -> nodes.findText("/vm/port").filter(port -> port.equals("2")), Duration.ofMillis(5)));
        assertEquals(
                "what was waited for did not happen within PT0.005S; last seen: /vm/port = '1'", late.getMessage());
    }

    /** A change right after the last look is never missed: each side waits for what the other does next. */
    @Test
    void awaitMissesNothing() throws Exception {
        int rounds = 100;
        client.write("/vm/ball", "0");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (XenstoreClient other = builder().connect()) {
            List<Future<?>> players = new ArrayList<>();
            for (int player = 0; player < 2; player++) {
                int side = player;
                XenstoreClient mine = player == 0 ? client : other;
                players.add(pool.submit(() -> {
                    for (int i = side; i < rounds; i += 2) {
                        String ball = Integer.toString(i);
                        mine.await(nodes -> nodes.findText("/vm/ball").filter(ball::equals), LONG);
                        mine.write("/vm/ball", Integer.toString(i + 1));
                    }
                    return null;
                }));
            }
            for (Future<?> player : players) {
                player.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(Integer.toString(rounds), client.readText("/vm/ball"));
    }

    /** Two nodes that always agree are never seen to differ, although each is read by a request of its own. */
    @Test
    void awaitSeesOneStateOfTheStore() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (XenstoreClient writer = builder().connect()) {
            writer.write("/vm/one", "0");
            writer.write("/vm/two", "0");
            Future<?> writing = pool.submit(() -> {
                for (int i = 1; i <= 100; i++) {
                    String value = Integer.toString(i);
                    writer.transact(transaction -> {
                        transaction.writeAsync("/vm/one", value);
                        transaction.writeAsync("/vm/two", value);
                        return null;
                    });
                }
                return null;
            });
            List<String> last = List.of("", "");
            while (!last.get(0).equals("100")) {
                List<String> before = last;
                last = client.await(
                        nodes -> Optional.of(List.of(nodes.readText("/vm/one"), nodes.readText("/vm/two")))
                                .filter(now -> !now.get(0).equals(before.get(0))),
                        LONG);
                assertEquals(last.get(0), last.get(1));
            }
            writing.get();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void interruptedThreadsLeaveTheConnectionAlone() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(RequestInterruptedException.class, () -> client.read("/"));
        assertTrue(Thread.interrupted());
        try (EventQueue events = client.events()) {
            events.watch("/vm");
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted());
        assertEquals(0, client.registeredWatches());
        client.write("/vm/a", "1");
        assertEquals("1", client.readText("/vm/a"));
    }

    @Test
    void closedClientSaysSo() throws Exception {
        EventQueue events = client.events();
        client.close();
        client.close();
        ConnectionLostException closed = assertThrows(ConnectionLostException.class, () -> client.read("/vm"));
        assertFalse(closed.mayHaveHappened());
        assertEquals("no connection: the client is closed", closed.getMessage());
        assertThrows(ConnectionLostException.class, () -> events.poll(LONG));
        events.close();
        assertEquals(List.of(), events.poll(LONG));
        assertThrows(IllegalStateException.class, () -> events.watch("/vm"));
    }

    /** Children with names of four octets, in any number. */
    void makeChildren(String path, int number) throws XenstoreException {
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            writes.add(client.writeAsync(path + "/" + (1000 + i), ""));
        }
        CompletableFuture.allOf(writes.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    @Test
    void generalRequests() throws Exception {
        assertEquals(List.of("OK"), client.request(MessageType.WRITE, List.of("/vm/a", "1")));
        assertEquals("1\0", client.readText("/vm/a"), "each argument has its NUL");
        assertThrows(IllegalArgumentException.class, () -> client.request(MessageType.WATCH, Arrays.asList("/a", "b")));
    }
}
