package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.ring.FifoChannel;
import dev.xylem.xenstore.ring.GuestEnd;
import dev.xylem.xenstore.ring.GuestProgram;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The client as an unprivileged domain on a ring of files, where quotas and permissions hold, beside a privileged client on
 * the socket. The limit of time only ends a run that hangs.
 */
@Timeout(120)
abstract class RingContract {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DOMID = "7";
    private static final int PORT = 107;
    private static final int PAGE = 4096;

    private Path rings;
    XenstoreClient toolstack;
    XenstoreClient guest;

    /** The socket of the server. */
    abstract Path socket();

    /** The directory of rings and event channels. */
    abstract Path rings();

    /** How many watches a guest may have. */
    abstract int watchQuota();

    /** How many transactions a guest may have open. */
    abstract int transactionQuota();

    @BeforeEach
    void introduce() throws Exception {
        rings = rings();
        Path page = rings.resolve("ring-" + DOMID);
        try (RandomAccessFile file = new RandomAccessFile(page.toFile(), "rw")) {
            file.setLength(PAGE);
        }
        Path notify = rings.resolve("notify-" + PORT);
        if (!Files.exists(notify)) {
            assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", notify.toString())
                            .inheritIO()
                            .start()
                            .waitFor());
        }
        toolstack = XenstoreClient.builder().path(socket()).timeout(LONG).connect();
        toolstack.mkdir("/local/domain/7");
        toolstack.remove("/local/domain/7");
        toolstack.write("/local/domain/7", "");
        toolstack.setPermissions("/local/domain/7", List.of(Permission.of("n7")));
        toolstack.request(MessageType.INTRODUCE, List.of(DOMID, "1", Integer.toString(PORT)));
        guest = builder().connect();
    }

    @AfterEach
    void release() throws Exception {
        if (guest != null) {
            guest.close();
        }
        if (toolstack != null) {
            toolstack.request(MessageType.RELEASE, List.of(DOMID));
            toolstack.close();
        }
        // Each test has a page of its own: nothing is left of the indexes of the one before.
        Files.delete(rings.resolve("ring-" + DOMID));
    }

    private ClientBuilder builder() {
        return XenstoreClient.builder().timeout(LONG).connector(() -> new RingTransport(attach()));
    }

    private GuestEnd attach() throws IOException {
        Path page = rings.resolve("ring-" + DOMID);
        try (FileChannel file = FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            return GuestEnd.reattach(memory, FifoChannel.open(rings, PORT), page.toString(), LONG);
        }
    }

    /** messages longer than the ring, many under way at once. */
    @Test
    void messagesOfAnyLength() throws Exception {
        byte[] long2000 = new byte[1900];
        java.util.Arrays.fill(long2000, (byte) 7);
        guest.write("data/long", long2000);
        assertArrayEquals(long2000, guest.read("data/long"));
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            writes.add(guest.writeAsync("data/" + i, Integer.toString(i)).toCompletableFuture());
        }
        CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new)).get();
        assertEquals("299", toolstack.readText("/local/domain/7/data/299"));
        assertEquals(301, guest.list("data").size());
        assertEquals(List.of(Permission.of("n7")), toolstack.permissions("/local/domain/7/data/299"));
    }

    @Test
    void othersNodesAreOutOfReach() throws Exception {
        toolstack.write("/secret", "1");
        assertEquals(
                Errno.EACCES,
                assertThrows(ErrorReplyException.class, () -> guest.read("/secret"))
                        .errno());
        assertEquals(
                Errno.EACCES,
                assertThrows(ErrorReplyException.class, () -> guest.write("/elsewhere", "1"))
                        .errno());
    }

    /** Scenario 5: the guest ends with the last of many targets. */
    @Test
    void balloonFollowsTheToolstack() throws Exception {
        AtomicInteger seen = new AtomicInteger(-1);
        CompletableFuture<Void> last = new CompletableFuture<>();
        try (Watch watch = guest.watch("memory/target", event -> {
            try {
                Optional<String> target = guest.findText("memory/target");
                seen.set(target.map(Integer::parseInt).orElse(0));
                if (seen.get() == 100) {
                    last.complete(null);
                }
            } catch (XenstoreException failed) {
                last.completeExceptionally(failed);
            }
        })) {
            toolstack.write("/local/domain/7/memory/target", "0");
            toolstack.setPermissions(
                    "/local/domain/7/memory/target", List.of(Permission.of("n0"), Permission.of("r7")));
            for (int i = 1; i <= 100; i++) {
                toolstack.write("/local/domain/7/memory/target", Integer.toString(i));
            }
            last.get();
            assertEquals(
                    Errno.EACCES,
                    assertThrows(ErrorReplyException.class, () -> guest.write("memory/target", "5"))
                            .errno());
            assertEquals("memory/target", watch.path());
        }
    }

    /** Waits for what may not even be read yet (C answers EACCES for it). */
    @Test
    void awaitWaitsForTheRight() throws Exception {
        CompletableFuture<String> state = CompletableFuture.supplyAsync(() -> {
            try {
                return guest.await(nodes -> nodes.findText("/backend/vif/7/state"), LONG);
            } catch (XenstoreException failed) {
                throw new IllegalStateException(failed);
            }
        });
        toolstack.transact(transaction -> {
            transaction.write("/backend/vif/7/state", "2");
            transaction.setPermissions("/backend/vif/7/state", List.of(Permission.of("n0"), Permission.of("r7")));
            return null;
        });
        assertEquals("2", state.get());
        toolstack.remove("/backend");
    }

    /** Both sides count in one node; the guest's transactions conflict with the toolstack's. */
    @Test
    void conflictsAcrossDomains() throws Exception {
        guest.write("data/counter", "0");
        CompletableFuture<Void> other =
                CompletableFuture.runAsync(() -> count(toolstack, "/local/domain/7/data/counter"));
        count(guest, "data/counter");
        other.get();
        assertEquals("80", guest.readText("data/counter"));
    }

    private static void count(XenstoreClient client, String path) {
        try {
            for (int i = 0; i < 40; i++) {
                client.transact(transaction -> {
                    int value = Integer.parseInt(transaction.readText(path));
                    transaction.write(path, Integer.toString(value + 1));
                    return value;
                });
            }
        } catch (XenstoreException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The quota shows that nothing is left over: every one of 10^4 watches is gone before the next, and so are refused ones. */
    @Test
    void watchesDoNotLeak() throws Exception {
        try (EventQueue events = guest.events()) {
            for (int i = 0; i < 10_000; i++) {
                events.watch("data/" + i).close();
            }
            List<Watch> watches = new ArrayList<>();
            for (int i = 0; i < watchQuota(); i++) {
                watches.add(events.watch("data/" + i));
            }
            QuotaException quota = assertThrows(QuotaException.class, () -> {
                events.watch("data/more");
                events.watch("data/still-more");
            });
            assertEquals(List.of("watches"), quota.candidates());
            watches.forEach(Watch::close);
            events.watch("data/again").close();
        }
        assertEquals(0, guest.registeredWatches());
    }

    @Test
    void nodesRunOut() throws Exception {
        QuotaException quota = assertThrows(QuotaException.class, () -> {
            for (int i = 0; i < 2000; i++) {
                guest.write("data/" + i, "");
            }
        });
        assertTrue(quota.candidates().contains("nodes"), quota::getMessage);
        // oxenstored says E2BIG for a value that is too long, the others ENOSPC.
        guest.remove("data");
        QuotaException size = assertThrows(QuotaException.class, () -> guest.write("data", new byte[3000]));
        assertTrue(size.candidates().contains("node-size"), size::getMessage);
        guest.write("data", "fits");
    }

    /** More than a guest may have open: those that cannot begin wait for their turn, and say what is missing in the end. */
    @Test
    void transactionsRunOut() throws Exception {
        guest.close();
        guest = builder()
                .transactions(100)
                .retry(RetryPolicy.DEFAULT.withAttempts(3))
                .connect();
        QuotaException quota = assertThrows(QuotaException.class, () -> nest(transactionQuota() + 2));
        assertEquals(List.of("transactions"), quota.candidates());
        nest(transactionQuota() - 1);
    }

    private int nest(int levels) throws XenstoreException {
        return levels == 0 ? 0 : guest.transact(transaction -> nest(levels - 1) + 1);
    }

    /** The same program as a guest of every server, in a process of its own. */
    @Test
    void aGuestInAnotherProcess() throws Exception {
        Path page = rings.resolve("ring-8");
        Path notify = rings.resolve("notify-108");
        Files.write(page, new byte[PAGE]);
        if (!Files.exists(notify)) {
            new ProcessBuilder("mkfifo", notify.toString()).inheritIO().start().waitFor();
        }
        toolstack.write("/local/domain/8", "");
        toolstack.setPermissions("/local/domain/8", List.of(Permission.of("n8")));
        toolstack.request(MessageType.INTRODUCE, List.of("8", "1", "108"));
        Path output = rings.resolve("guest-output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        GuestProgram.class.getName(),
                        rings.toString(),
                        "8",
                        "108")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            toolstack.await(
                    nodes -> nodes.findText("/local/domain/8/data/ready").filter("1"::equals), LONG);
            toolstack.write("/local/domain/8/data/ping", "pong");
            assertEquals(0, process.waitFor(), () -> text(output));
            assertEquals("2", toolstack.readText("/local/domain/8/data/ready"));
        } finally {
            process.destroyForcibly();
            toolstack.request(MessageType.RELEASE, List.of("8"));
            Files.delete(page);
        }
    }

    /** Also where these tests run as a module, which hides its path. */
    private static String classPath() {
        Path target = Path.of(System.getProperty("basedir", ""), "target");
        return Stream.of(
                        target.resolve("classes").toString(),
                        target.resolve("test-classes").toString(),
                        Errno.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath(),
                        System.getProperty("java.class.path"))
                .collect(Collectors.joining(":"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            return failed.toString();
        }
    }
}
