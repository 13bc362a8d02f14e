package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.NinepService;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Output;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A client at the other end of a real socket. */
final class Dial implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final SocketChannel channel;

    private Dial(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
    }

    /** Connects to the first address of a service. */
    static Dial to(NinepService service) throws IOException {
        String[] parts = service.address().split(",")[0].split("!");
        return parts.length == 3
                ? new Dial(new InetSocketAddress(parts[1], Integer.parseInt(parts[2])))
                : new Dial(UnixDomainSocketAddress.of(parts[parts.length - 1]));
    }

    /** Waits until something holds that another thread brings about. */
    static void await(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            Thread.yield();
        }
    }

    void octets(byte[] octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    void send(Message request, int tag, Consumer<Output> body) throws IOException {
        octets(Talk.message(request.request(), tag, body));
    }

    /** The type of the next reply, which is dropped; -1 at the end of the connection. */
    int reply() throws IOException {
        ByteBuffer header = read(7);
        if (header == null) {
            return -1;
        }
        read(header.getInt(0) - 7);
        return header.get(4) & 0xFF;
    }

    private ByteBuffer read(int octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(octets).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            try {
                if (channel.read(buffer) < 0) {
                    return null;
                }
            } catch (IOException reset) {
                return null;
            }
        }
        return buffer;
    }

    int ask(Message request, int tag, Consumer<Output> body) throws IOException {
        send(request, tag, body);
        return reply();
    }

    /** Agrees on 9P2000.L and attaches as fid 0. */
    Dial attached() throws IOException {
        ask(Message.VERSION, Message.NOTAG, out -> out.u32(65536).text(Dialect.LINUX.version()));
        ask(
                Message.ATTACH,
                1,
                out -> out.u32(0).u32(Message.NOFID).text("").text("").u32(Message.NOUSER));
        return this;
    }

    int walk(int to, String... names) throws IOException {
        return ask(Message.WALK, 1, out -> {
            out.u32(0).u32(to).u16(names.length);
            for (String name : names) {
                out.text(name);
            }
        });
    }

    int open(int fid) throws IOException {
        return ask(Message.LOPEN, 1, out -> out.u32(fid).u32(0));
    }

    /** Says that nothing more will come. */
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Ends with a reset instead of an orderly close, where the socket can. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
