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
    private final Attachment.Attached beside;

    private SocketService(EventLoop loop, Listener listener, XenstoreServer server, Attachment.Attached beside) {
        this.loop = loop;
        this.listener = listener;
        this.server = server;
        this.beside = beside;
    }

    static SocketService open(Store store, Path path, boolean ownerOnly, long spinNanos, Attachment attachment)
            throws IOException {
        SocketFile file = SocketFile.bind(path, ownerOnly);
        try {
            EventLoop loop = EventLoop.start("xylem-xenstore", INPUT, OUTPUT, spinNanos);
            Attachment.Attached beside = () -> {};
            try {
                XenstoreServer server = new XenstoreServer(store);
                beside = attachment.attach(server, loop::execute);
                Listener listener =
                        Listener.open(loop, file, connection -> SocketProtocol.of(server, store.access(), connection));
                return new SocketService(loop, listener, server, beside);
            } catch (IOException | RuntimeException failed) {
                loop.close();
                beside.close();
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
        beside.close();
    }
}
