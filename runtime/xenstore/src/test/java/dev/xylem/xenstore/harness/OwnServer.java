package dev.xylem.xenstore.harness;

import dev.xylem.store.Account;
import dev.xylem.store.Acl;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.XenAccess;
import dev.xylem.unix.socket.Connection;
import dev.xylem.unix.socket.EventLoop;
import dev.xylem.unix.socket.Listener;
import dev.xylem.unix.socket.Protocol;
import dev.xylem.unix.socket.SocketFile;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.ring.FileHypervisor;
import dev.xylem.xenstore.ring.RingConnections;
import dev.xylem.xenstore.server.Client;
import dev.xylem.xenstore.server.XenstoreServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Our server, whole: on a socket and on rings of files, on one thread. */
public final class OwnServer implements AutoCloseable {
    private static final int INPUT = 16 * 1024;
    private static final int OUTPUT = 64 * 1024;

    private final Store store;
    private final EventLoop loop;
    private final Listener listener;
    private final FileHypervisor hypervisor;
    private final Domains domains;
    private final RingConnections rings;
    private final XenAccess access = new XenAccess();

    /** @param rings has the FIFO {@code evt} */
    public OwnServer(Path socket, Path rings) throws IOException {
        store = Store.builder(access).build();
        XenstoreServer server = new XenstoreServer(store);
        loop = EventLoop.start("twin", INPUT, OUTPUT);
        hypervisor = FileHypervisor.open(rings);
        this.rings = new RingConnections(server, loop::execute);
        domains = new Domains(store, access, hypervisor, this.rings);
        server.serve(domains);
        hypervisor.onChange(() -> loop.execute(domains::sweep));
        listener = Listener.open(loop, SocketFile.bind(socket, true), peer -> new SocketClient(server, access, peer));
    }

    /** Faults in the program so far. */
    public long failures() {
        return loop.failures() + rings.failures();
    }

    /** What it serves. */
    public Store store() {
        return store;
    }

    /** The account of a domain. */
    Account account(int domain) {
        return store.account(access.principal(domain));
    }

    /** Creates a node of domain 0, or changes it. */
    void node(String path, String value, String... permissions) throws StoreException {
        store.owner().write(dev.xylem.store.Path.of(path), value.getBytes(StandardCharsets.ISO_8859_1));
        store.owner().setPermissions(dev.xylem.store.Path.of(path), Acl.parse(List.of(permissions), access));
    }

    @Override
    public void close() {
        listener.close();
        hypervisor.close();
        CountDownLatch closed = new CountDownLatch(1);
        loop.execute(() -> {
            domains.close();
            closed.countDown();
        });
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        loop.close();
        store.close();
    }

    /** A privileged client. */
    private static final class SocketClient implements Protocol {
        private final Connection connection;
        private final Client client;

        SocketClient(XenstoreServer server, XenAccess access, Connection connection) {
            this.connection = connection;
            client = server.connect(access.owner(), connection::wake);
        }

        @Override
        public Step advance(ByteBuffer input, ByteBuffer output) {
            return switch (client.advance(input, output)) {
                case RECEIVE -> Step.READ;
                case SEND -> Step.SEND;
                case YIELD -> {
                    connection.wake();
                    yield Step.PAUSE;
                }
                case PAUSE -> Step.PAUSE;
                case DISCONNECT -> Step.CLOSE;
            };
        }

        @Override
        public void keeps(int octets) {
            client.keeps(octets);
        }

        @Override
        public void closed() {
            client.close();
        }
    }
}
