package dev.xylem.xenstore;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Access;
import dev.xylem.store.Store;
import dev.xylem.unix.socket.Connection;
import dev.xylem.unix.socket.EventLoop;
import dev.xylem.unix.socket.Listener;
import dev.xylem.unix.socket.Protocol;
import dev.xylem.unix.socket.SocketFile;
import dev.xylem.xenstore.server.Client;
import dev.xylem.xenstore.server.Counters;
import dev.xylem.xenstore.server.XenstoreServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A server on a socket, with its event loop. Thread-safe. */
final class SocketService implements Exporter.Service {
    /** Octets received at once: hundreds of small requests, or four of the longest. */
    private static final int INPUT = 16 * 1024;

    /** Octets sent at once. */
    private static final int OUTPUT = 64 * 1024;

    private final EventLoop loop;
    private final Listener listener;
    private final XenstoreServer server;

    private SocketService(EventLoop loop, Listener listener, XenstoreServer server) {
        this.loop = loop;
        this.listener = listener;
        this.server = server;
    }

    static SocketService open(Store store, Path path, boolean ownerOnly, long spinNanos) throws IOException {
        SocketFile file = SocketFile.bind(path, ownerOnly);
        try {
            EventLoop loop = EventLoop.start("xylem-xenstore", INPUT, OUTPUT, spinNanos);
            XenstoreServer server = new XenstoreServer(store);
            try {
                Listener listener =
                        Listener.open(loop, file, connection -> new SocketClient(server, store.access(), connection));
                return new SocketService(loop, listener, server);
            } catch (IOException | RuntimeException failed) {
                loop.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public String address() {
        return listener.address();
    }

    Counters counters() {
        return server.counters();
    }

    /** Connections that are open now. */
    int connections() {
        return loop.connections();
    }

    /** Connections whose protocol failed; none, unless there is a fault in this program. */
    long failures() {
        return loop.failures();
    }

    @Override
    public void close() {
        listener.close();
        loop.close();
    }

    /** A client whose octets come from a socket. */
    private static final class SocketClient implements Protocol {
        private final Client client;

        SocketClient(XenstoreServer server, Access access, Connection connection) {
            long user = connection.peerUid().orElse(Access.UNKNOWN_USER);
            client = server.connect(access.peer(user), connection::wake);
        }

        @Override
        public Step advance(ByteBuffer input, ByteBuffer output) {
            return switch (client.advance(input, output)) {
                case RECEIVE -> Step.READ;
                case SEND -> Step.SEND;
                case PAUSE -> Step.PAUSE;
                case DISCONNECT -> Step.CLOSE;
            };
        }

        @Override
        public void closed() {
            client.close();
        }
    }
}
