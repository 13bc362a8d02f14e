package dev.xylem.xenstore;

import static dev.xylem.xenstore.SocketClient.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Acl;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import dev.xylem.unix.socket.EventLoop;
import dev.xylem.unix.socket.Listener;
import dev.xylem.unix.socket.SocketFile;
import dev.xylem.xenstore.server.XenstoreServer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** XSA-326, XSA-416 on a socket: what it keeps for somebody unprivileged is that one's memory. The limit of time only ends a run that hangs. */
@Timeout(120)
class SocketMemoryTest {
    private static final long USER = 1001;
    private static final Principal PRINCIPAL = Principal.of((int) USER);
    private static final int INPUT = 16 * 1024;
    private static final int OUTPUT = 64 * 1024;

    @TempDir
    java.nio.file.Path directory;

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void repliesThatAreNotReadAreCharged() throws Exception {
        UnixAccess access = new UnixAccess(1000);
        try (Store store = Store.builder(access).build();
                EventLoop loop = EventLoop.start("test", INPUT, OUTPUT)) {
            store.owner().write(Path.of("/big"), new byte[2000]);
            store.owner().setPermissions(Path.of("/big"), Acl.parse(List.of("r1000"), access));
            XenstoreServer server = new XenstoreServer(store);
            try (Listener listener = Listener.open(
                    loop,
                    SocketFile.bind(directory.resolve("socket"), true),
                    peer -> new SocketProtocol(server.connect(access.peer(USER), peer::wake), peer::wake))) {
                try (SocketClient client = new SocketClient(listener.address())) {
                    assertEquals(new String(new char[2000]).replace('\0', '|'), client.ask(READ, "/big|"));
                    long idle = store.account(PRINCIPAL).memory();
                    assertTrue(idle > 0 && idle < OUTPUT, "a connection is memory: " + idle);
                    ByteBuffer flood = requests();
                    int attempts = 0;
                    while (!client.flood(flood, 1000)) {
                        attempts++;
                    }
                    await(() -> store.account(PRINCIPAL).memory() > idle + 2000);
                    long most = idle + INPUT + OUTPUT + Quota.OUTSTANDING.standard() * 4096L;
                    assertTrue(store.account(PRINCIPAL).memory() <= most, "after " + attempts);
                }
                await(() -> store.account(PRINCIPAL).memory() == 0);
                assertEquals(0, loop.failures());
            }
        }
    }

    /** Whole requests only, so that they can be sent again and again. */
    private static ByteBuffer requests() {
        ByteBuffer one = SocketClient.request(READ, "/big|");
        ByteBuffer many = ByteBuffer.allocate(one.remaining() * 200);
        while (many.hasRemaining()) {
            many.put(one.duplicate());
        }
        return many.flip();
    }
}
