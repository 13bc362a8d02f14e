package dev.xylem.unix.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop with protocols of its own. The limit of time only ends a run that hangs. */
@Timeout(120)
class EventLoopTest {
    private static final int BUFFER = 1024;

    @TempDir
    Path directory;

    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        loop = EventLoop.start("test", BUFFER, BUFFER, spinNanos());
    }

    /** How long a wait is polled. */
    long spinNanos() {
        return 0;
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private Path listen(Protocol.Factory factory) throws IOException {
        Path path = directory.resolve("socket");
        Listener.open(loop, SocketFile.bind(path, true), factory);
        return path;
    }

    private static SocketChannel connect(Path path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static byte[] read(SocketChannel channel, int octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(octets);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        return buffer.flip().remaining() == octets ? buffer.array() : new byte[0];
    }

    /** Sends back what it receives; four octets at a time when {@code words}. */
    private static class Echo implements Protocol {
        final int unit;
        final CompletableFuture<Void> ended = new CompletableFuture<>();

        Echo(int unit) {
            this.unit = unit;
        }

        @Override
        public Step advance(ByteBuffer input, ByteBuffer output) {
            while (input.remaining() >= unit) {
                if (output.remaining() < unit) {
                    return Step.SEND;
                }
                for (int i = 0; i < unit; i++) {
                    output.put(input.get());
                }
            }
            return Step.READ;
        }

        @Override
        public void closed() {
            ended.complete(null);
        }
    }

    @Test
    void whatIsNotConsumedComesAgain() throws Exception {
        Path path = listen(connection -> new Echo(4));
        try (SocketChannel client = connect(path)) {
            for (byte octet : "abcdefgh".getBytes(StandardCharsets.US_ASCII)) {
                client.write(ByteBuffer.wrap(new byte[] {octet}));
            }
            assertEquals("abcdefgh", new String(read(client, 8), StandardCharsets.US_ASCII));
        }
    }

    /** Much more than the buffers hold, to a peer that reads late: all of it arrives, in order. */
    @Test
    void slowReaderGetsEverything() throws Exception {
        Path path = listen(connection -> new Echo(1));
        byte[] sent = new byte[2_000_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31 >> 3);
        }
        try (SocketChannel client = connect(path)) {
            Thread writer = new Thread(() -> {
                try {
                    ByteBuffer all = ByteBuffer.wrap(sent);
                    while (all.hasRemaining()) {
                        client.write(all);
                    }
                } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            writer.start();
            assertArrayEquals(sent, read(client, sent.length));
            writer.join();
        }
    }

    @Test
    void endIsTold() throws Exception {
        Echo echo = new Echo(1);
        Path path = listen(connection -> echo);
        connect(path).close();
        echo.ended.join();
    }

    /** Protocols that fail cost their connection, and nothing else. */
    @Test
    void failingProtocol() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        Path path = listen(connection -> {
            int number = connections.incrementAndGet();
            if (number == 1) {
                throw new IllegalStateException("no connection wanted");
            }
            return new Echo(1) {
                @Override
                public Step advance(ByteBuffer input, ByteBuffer output) {
                    return switch (number) {
                        case 2 -> throw new IllegalStateException("a bug");
                        case 3 -> Step.SEND;
                        default -> super.advance(input, output);
                    };
                }
            };
        });
        for (int i = 0; i < 3; i++) {
            try (SocketChannel client = connect(path)) {
                client.write(ByteBuffer.wrap(new byte[] {'x'}));
                assertEquals(0, read(client, 1).length);
            } catch (IOException closedBeforeTheWrite) {
                assertEquals(0, i);
            }
        }
        try (SocketChannel client = connect(path)) {
            client.write(ByteBuffer.wrap(new byte[] {'x'}));
            assertEquals(1, read(client, 1).length);
        }
        assertEquals(3, loop.failures());
    }

    /** An interrupted thread would never wait in its selector again: what an application leaves behind is cleared. */
    @Test
    void interruptsDoNotStay() throws Exception {
        Path path = listen(connection -> new Echo(1) {
            @Override
            public Step advance(ByteBuffer input, ByteBuffer output) {
                Thread.currentThread().interrupt();
                return super.advance(input, output);
            }
        });
        try (SocketChannel client = connect(path)) {
            client.write(ByteBuffer.wrap(new byte[] {'x'}));
            assertEquals(1, read(client, 1).length);
        }
        assertFalse(isInterrupted());
        loop.execute(() -> Thread.currentThread().interrupt());
        assertFalse(isInterrupted());
    }

    private boolean isInterrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        loop.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
        return interrupted.join();
    }

    @Test
    void closeSendsWhatIsThere() throws Exception {
        Path path = listen(connection -> new Echo(1) {
            @Override
            public Step advance(ByteBuffer input, ByteBuffer output) {
                super.advance(input, output);
                return Step.CLOSE;
            }
        });
        try (SocketChannel client = connect(path)) {
            client.write(ByteBuffer.wrap(new byte[] {'x'}));
            assertEquals(1, read(client, 1).length);
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        }
    }

    /** A pause keeps what was received; a wake-up from another thread ends it. */
    @Test
    void pauseAndWake() throws Exception {
        CompletableFuture<Connection> paused = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        Path path = listen(connection -> new Echo(1) {
            @Override
            public Step advance(ByteBuffer input, ByteBuffer output) {
                if (calls.getAndIncrement() == 0) {
                    paused.complete(connection);
                    return Step.PAUSE;
                }
                return super.advance(input, output);
            }
        });
        try (SocketChannel client = connect(path)) {
            client.write(ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII)));
            paused.join().wake();
            assertEquals("abc", new String(read(client, 3), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void tasksRunInOrderOnTheLoop() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        loop.execute(() -> {
            throw new IllegalStateException("a task that fails");
        });
        loop.execute(() -> {
            first.complete(Thread.currentThread());
            loop.execute(() -> second.complete(Thread.currentThread() == first.join()));
        });
        assertTrue(second.join());
        assertEquals(1, loop.failures());
    }

    @Test
    void closingEndsEverything() throws Exception {
        Echo echo = new Echo(1);
        CountDownLatch connected = new CountDownLatch(1);
        Path path = listen(connection -> {
            connected.countDown();
            return echo;
        });
        try (SocketChannel client = connect(path)) {
            connected.await();
            loop.close();
            echo.ended.join();
            assertEquals(0, loop.connections());
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        }
        assertThrows(IOException.class, () -> connect(path));
        loop.close();
    }

    @Test
    void peerIsThisProcess() throws Exception {
        CompletableFuture<OptionalLong> uid = new CompletableFuture<>();
        Path path = listen(connection -> {
            uid.complete(connection.peerUid());
            return new Echo(1);
        });
        try (SocketChannel client = connect(path)) {
            long own = Integer.toUnsignedLong((Integer) java.nio.file.Files.getAttribute(path, "unix:uid"));
            assertEquals(OptionalLong.of(own), uid.join());
            assertTrue(client.isConnected());
        }
    }
}
