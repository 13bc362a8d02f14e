package dev.xylem.unix.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections over TCP. The limit of time only ends a run that hangs. */
@Timeout(120)
class TcpSocketTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    /** Answers each octet, and tells who is there. */
    private record Echo(Connection connection, CompletableFuture<OptionalLong> peer) implements Protocol {
        @Override
        public Step advance(ByteBuffer input, ByteBuffer output) {
            peer.complete(connection.peerUid());
            output.put(input);
            return Step.READ;
        }

        @Override
        public void closed() {}
    }

    @Test
    void servesConnectionsWhosePeerIsUnknown() throws Exception {
        CompletableFuture<OptionalLong> peer = new CompletableFuture<>();
        try (EventLoop loop = EventLoop.start("test", 64, 64)) {
            TcpSocket socket = TcpSocket.bind(ANY_PORT);
            Listener listener = Listener.open(loop, socket, connection -> new Echo(connection, peer));
            assertEquals("127.0.0.1 port " + socket.port(), listener.address());
            try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", socket.port()))) {
                client.write(ByteBuffer.wrap(new byte[] {42}));
                ByteBuffer reply = ByteBuffer.allocate(1);
                client.read(reply);
                assertEquals(42, reply.get(0));
                assertEquals(OptionalLong.empty(), peer.get());
            }
            listener.close();
            listener.close();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (TcpSocket first = TcpSocket.bind(ANY_PORT)) {
            InetSocketAddress same = new InetSocketAddress("127.0.0.1", first.port());
            IOException taken = assertThrows(IOException.class, () -> TcpSocket.bind(same));
            assertTrue(
                    taken.getMessage().startsWith("cannot listen on 127.0.0.1 port " + first.port() + ": "),
                    taken.getMessage());
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 564);
        IOException unknown = assertThrows(IOException.class, () -> TcpSocket.bind(nowhere));
        assertEquals("the host no.such.host.invalid is unknown: use a number, as in 127.0.0.1", unknown.getMessage());
    }
}
