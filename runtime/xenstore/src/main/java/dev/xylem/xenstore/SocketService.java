package dev.xylem.xenstore;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.unix.socket.EventLoop;
import dev.xylem.unix.socket.Listener;
import dev.xylem.unix.socket.SocketFile;
import dev.xylem.xenstore.server.Counters;
import dev.xylem.xenstore.server.XenstoreServer;
import java.io.IOException;
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
                        Listener.open(loop, file, connection -> SocketProtocol.of(server, store.access(), connection));
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
}
