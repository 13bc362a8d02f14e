package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.CProgram;
import dev.xylem.xenstore.Xenstore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client on a character device. Where there is no Xen there is no {@code /dev/xen/xenbus}: a pseudo-terminal stands in
 * for it, carried to our server by {@code ptyrelay.c}. It has one descriptor for both directions, on which reads block, as
 * the real one; what the kernel does with watches, and with more than one message in a call, it has not.
 */
class DeviceClientTest extends ClientContract {
    private static Path relay;

    private final ConcurrentLinkedQueue<Process> relays = new ConcurrentLinkedQueue<>();
    private Store store;
    private Exporter.Service service;

    @BeforeAll
    static void compile(@TempDir Path directory) throws IOException {
        relay = CProgram.compile(DeviceClientTest.class, "ptyrelay.c", directory, "", "gcc libc6-dev");
    }

    @Override
    Connector start(Path directory) throws IOException {
        store = Store.builder(new XenAccess()).build();
        service = new Xenstore().open(store, directory.resolve("socket").toString());
        return () -> Transports.connect(device());
    }

    private Path device() throws IOException {
        Process process = new ProcessBuilder(relay.toString(), service.address()).start();
        relays.add(process);
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String path = said.readLine();
        if (path == null) {
            throw new IOException("ptyrelay found no server");
        }
        return Path.of(path);
    }

    @Override
    void stop() throws IOException {
        relays.forEach(Process::destroy);
        service.close();
        store.close();
    }

    /** The reader waits in a call that nothing can interrupt: a request of its own wakes it, and the descriptor goes. */
    @Test
    void closingWakesTheReader() throws Exception {
        Path path = device();
        Transport transport = Transports.connect(path);
        assertTrue(transport instanceof DeviceTransport);
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return transport.read(ByteBuffer.allocate(1 << 14));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        });
        transport.close();
        transport.close();
        assertEquals(-1, read.get());
        assertThrows(IOException.class, () -> transport.write(ByteBuffer.allocate(16), 0));
        assertEquals(-1, transport.read(ByteBuffer.allocate(1 << 14)));
    }

    /** The kernel keeps 4096 octets of a request with its header. */
    @Test
    void requestsAreShorter() throws Exception {
        client.write("/vm/a", new byte[4080 - 6]);
        assertThrows(XenstoreException.class, () -> client.write("/vm/a", new byte[4081 - 6]));
        assertEquals(4074, client.read("/vm/a").length);
        assertEquals(List.of(), client.list("/vm/a"));
    }
}
