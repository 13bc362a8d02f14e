package dev.xylem.xenstore.ring;

import static dev.xylem.xenstore.ring.Memory.CONNECTION;
import static dev.xylem.xenstore.ring.Memory.ERROR;
import static dev.xylem.xenstore.ring.Memory.FEATURES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.domain.Domains;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guest's end against a server's end that this test moves by hand. The limit of time only ends a run that hangs. */
@Timeout(300)
class GuestEndTest {
    private final Memory memory = new Memory();
    private final LocalChannel channel = new LocalChannel();
    private final AtomicInteger signals = new AtomicInteger();
    private final ServerEnd server = new ServerEnd(memory.page, Domains.FEATURES);

    GuestEndTest() {
        channel.other().onSignal(signals::incrementAndGet);
    }

    private static ByteBuffer octets(int length) {
        ByteBuffer octets = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            octets.put(i, (byte) i);
        }
        return octets;
    }

    private interface Asked<T> {
        T call() throws Exception;
    }

    private static <T> CompletableFuture<T> async(Asked<T> asked) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return asked.call();
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                task -> new Thread(task).start());
    }

    /** each move is signalled. R-6: reading takes what is there. */
    @Test
    void movesAndSignals() throws Exception {
        server.begin();
        try (GuestEnd guest = Guests.attach(memory.page, channel)) {
            guest.write(octets(100), 1);
            assertEquals(1, signals.get());
            ByteBuffer received = ByteBuffer.allocate(200);
            assertEquals(100, server.receive(received));
            assertEquals(octets(100), received.flip());
            server.send(octets(70));
            ByteBuffer into = ByteBuffer.allocate(50);
            assertEquals(50, guest.read(into));
            assertEquals(2, signals.get(), "R-5: room is signalled as well");
            assertEquals(20, guest.read(into.clear()));
            assertEquals(Domains.FEATURES, guest.features());
        }
    }

    /** Dom0less: the connection word is 1 before there is a server, and everything else means nothing. */
    @Test
    void attachWaitsForTheServer() throws Exception {
        memory.word(CONNECTION, 1);
        memory.word(ERROR, 77);
        CompletableFuture<GuestEnd> attached = async(() -> Guests.attach(memory.page, channel));
        server.begin();
        channel.other().signal();
        try (GuestEnd guest = attached.get()) {
            guest.write(octets(1), 1);
        }
    }

    @Test
    void attachGivesUp() {
        memory.word(CONNECTION, 1);
        IOException none = assertThrows(
                IOException.class, () -> GuestEnd.attach(memory.page, channel, "ring-7", Duration.ofMillis(1)));
        assertEquals("no XenStore server answers on ring-7: is the domain introduced?", none.getMessage());
    }

    /** asks, signals, waits. */
    @Test
    void reattachAsksTheServerToBeginAnew() throws Exception {
        server.begin();
        server.send(octets(10));
        channel.other().onSignal(() -> {
            try {
                if (server.beginWanted()) {
                    server.begin();
                    channel.other().signal();
                }
            } catch (RingException bad) {
                throw new IllegalStateException(bad);
            }
        });
        try (GuestEnd guest = Guests.reattach(memory.page, channel)) {
            server.send(octets(3));
            assertEquals(3, guest.read(ByteBuffer.allocate(100)), "what was there before is gone");
        }
    }

    /** A server that does not offer R-8 is not asked for it. */
    @Test
    void reattachWithoutTheFeatureAttaches() throws Exception {
        new ServerEnd(memory.page, 0).begin();
        Guests.reattach(memory.page, channel).close();
        assertEquals(0, signals.get());
        assertEquals(0, memory.word(CONNECTION));
    }

    /** When the server empties the ring under the guest, replies will never come: it must hear of that. */
    @Test
    void serverThatBeginsAnewIsNoticed() throws Exception {
        server.begin();
        try (GuestEnd guest = Guests.attach(memory.page, channel)) {
            guest.write(octets(5), 1);
            server.send(octets(5));
            guest.read(ByteBuffer.allocate(5));
            server.begin();
            assertEquals(
                    RingFault.RESTARTED,
                    assertThrows(RingException.class, () -> guest.read(octets(5)))
                            .fault());
            assertEquals(
                    RingFault.RESTARTED,
                    assertThrows(RingException.class, () -> guest.write(octets(5), 1))
                            .fault());
        }
    }

    /** R-9 as the guest sees it; without the feature bit the word means nothing. */
    @Test
    void errorWordEndsReadingAndWaiting() throws Exception {
        server.begin();
        try (GuestEnd guest = Guests.attach(memory.page, channel)) {
            CompletableFuture<Integer> read = async(() -> guest.read(ByteBuffer.allocate(5)));
            server.refuse(RingError.PAYLOAD);
            channel.other().signal();
            ExecutionException failed = assertThrows(ExecutionException.class, read::get);
            assertEquals(
                    "the server serves this ring no more: test ring has error 3",
                    failed.getCause().getCause().getMessage());
            memory.word(FEATURES, 0);
            server.send(octets(1));
            assertEquals(1, guest.read(ByteBuffer.allocate(5)));
        }
    }

    /** A full ring takes what there is room for within the time; the rest stays, and follows when there is room. */
    @Test
    void writeWithinATime() throws Exception {
        server.begin();
        try (GuestEnd guest = Guests.attach(memory.page, channel)) {
            ByteBuffer much = octets(3000);
            guest.write(much, 0);
            assertEquals(1024, much.position());
            CompletableFuture<ByteBuffer> rest = async(() -> {
                guest.write(much, TimeUnit.DAYS.toNanos(1));
                return much;
            });
            ByteBuffer received = ByteBuffer.allocate(3000);
            while (received.hasRemaining()) {
                server.receive(received);
                channel.other().signal();
            }
            assertEquals(0, rest.get().remaining());
            assertEquals(octets(3000), received.flip());
        }
    }

    /** signals may be lost. */
    @Test
    void readsWithoutAnySignal() throws Exception {
        server.begin();
        try (GuestEnd guest = Guests.attach(memory.page, channel)) {
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Integer> read = async(() -> {
                started.countDown();
                return guest.read(ByteBuffer.allocate(5));
            });
            started.await();
            server.send(octets(5));
            assertEquals(5, read.get());
        }
    }

    @Test
    void closeWakesReaderAndWriter() throws Exception {
        server.begin();
        GuestEnd guest = Guests.attach(memory.page, channel);
        guest.write(octets(1024), 1);
        CompletableFuture<Integer> read = async(() -> guest.read(ByteBuffer.allocate(5)));
        CompletableFuture<Integer> write = async(() -> {
            guest.write(octets(1), Long.MAX_VALUE);
            return 0;
        });
        guest.close();
        guest.close();
        assertEquals(-1, read.get());
        ExecutionException failed = assertThrows(ExecutionException.class, write::get);
        assertEquals(
                "the ring test ring is closed", failed.getCause().getCause().getMessage());
        int before = signals.get();
        channel.signal();
        assertEquals(before, signals.get(), "the channel is closed with it");
    }

    @Test
    void interruptedReaderStops() throws Exception {
        server.begin();
        try (GuestEnd guest = Guests.attach(memory.page, channel)) {
            CompletableFuture<Boolean> stopped = async(() -> {
                Thread.currentThread().interrupt();
                assertThrows(InterruptedIOException.class, () -> guest.read(ByteBuffer.allocate(5)));
                return Thread.currentThread().isInterrupted();
            });
            assertTrue(stopped.get(), "the thread is still interrupted");
        }
    }

    /** What is no page is refused when it is given, not when it is used. */
    @Test
    void pageMustBeAPage() {
        for (ByteBuffer wrong : new ByteBuffer[] {
            ByteBuffer.allocate(4096),
            ByteBuffer.allocateDirect(4095),
            ByteBuffer.allocateDirect(4096).asReadOnlyBuffer(),
            ByteBuffer.allocateDirect(8192).slice(2, 4096)
        }) {
            assertThrows(IllegalArgumentException.class, () -> new SharedPage(wrong), wrong.toString());
        }
    }
}
