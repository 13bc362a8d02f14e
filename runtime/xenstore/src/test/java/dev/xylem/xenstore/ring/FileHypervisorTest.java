package dev.xylem.xenstore.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Hypervisor;
import dev.xylem.xenstore.domain.Hypervisor.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and FIFOs in place of a hypervisor. The limit of time only ends a run that hangs. */
@Timeout(120)
class FileHypervisorTest {
    @TempDir
    Path directory;

    private final BlockingQueue<String> calls = new ArrayBlockingQueue<>(1000);
    private FileHypervisor hypervisor;
    private RandomAccessFile events;

    @BeforeEach
    void open() throws IOException {
        Path evt = Fifos.make(directory.resolve("evt"));
        events = Fifos.open(evt);
        hypervisor = FileHypervisor.open(directory);
        hypervisor.onChange(() -> calls.add("changed"));
    }

    @AfterEach
    void close() throws IOException {
        hypervisor.close();
        events.close();
    }

    private Path build(int domain) throws IOException {
        return Files.write(directory.resolve("ring-" + domain), new byte[4096]);
    }

    private Hypervisor.Link connect(int domain, int port) throws StoreException {
        Hypervisor.Link link = hypervisor.connect(domain, 0, port);
        link.onSignal(() -> calls.add("domain " + domain));
        return link;
    }

    private void refused(Errno errno, String message, int domain) {
        StoreException refusal = assertThrows(StoreException.class, () -> hypervisor.connect(domain, 0, 1));
        assertEquals(errno + ": " + message, refusal.getMessage());
        assertEquals(errno, refusal.errno());
    }

    @Test
    void domainExistsAsLongAsItsFile() throws Exception {
        assertEquals(State.GONE, hypervisor.state(7));
        Path file = build(7);
        assertEquals(State.RUNNING, hypervisor.state(7));
        Files.delete(file);
        assertEquals(State.GONE, hypervisor.state(7));
        Files.createDirectory(file);
        assertEquals(State.GONE, hypervisor.state(7), "a directory is no page");
    }

    /** A mapped file keeps its number, so a new one is another domain even if nobody saw the old one go. */
    @Test
    void newFileIsANewDomain() throws Exception {
        Path file = build(7);
        long identity = hypervisor.identity(7);
        try (Hypervisor.Link link = connect(7, 1)) {
            Files.delete(file);
            assertEquals(0, hypervisor.identity(7));
            build(7);
            assertNotEquals(identity, hypervisor.identity(7));
            assertEquals(4096, link.page().capacity());
        }
    }

    @Test
    void pageIsTheFile() throws Exception {
        Path file = build(7);
        try (Hypervisor.Link link = connect(7, 1)) {
            new SharedPage(link.page()).set(SharedPage.Word.FEATURES, 0x01020304);
            byte[] octets = Files.readAllBytes(file);
            assertEquals(1 + 2 + 3 + 4, octets[2064] + octets[2065] + octets[2066] + octets[2067]);
        }
    }

    @Test
    void whatIsNoPageIsRefused() throws Exception {
        refused(Errno.ENOENT, "there is no " + directory.resolve("ring-7"), 7);
        Files.write(directory.resolve("ring-8"), new byte[4095]);
        refused(Errno.EINVAL, directory.resolve("ring-8") + " is no shared page: 'truncate -s 4096' it", 8);
    }

    @Test
    void signalsReachTheirDomain() throws Exception {
        build(7);
        build(8);
        Hypervisor.Link eight = connect(8, 80);
        try (Hypervisor.Link seven = connect(7, 70)) {
            events.write(Fifos.octets(70));
            assertEquals("domain 7", calls.take());
            events.write(Fifos.octets(80, 99, 4000, 70));
            assertEquals("domain 8", calls.take());
            assertEquals("changed", calls.take());
            assertEquals("domain 7", calls.take());
            seven.rebind(71);
            events.write(Fifos.octets(70, 71));
            assertEquals("domain 7", calls.take());
            eight.close();
            events.write(Fifos.octets(80, 71, -1, 4000));
            assertEquals("domain 7", calls.take());
            assertEquals("changed", calls.take());
            assertTrue(calls.isEmpty());
        }
    }

    /** Fewer than four octets: nothing can be told from that, so everything is looked at; what follows is understood. */
    @Test
    void tornSignalsMeanEverything() throws Exception {
        build(7);
        try (Hypervisor.Link seven = connect(7, 70)) {
            events.write(new byte[3]);
            assertEquals("changed", calls.take());
            assertEquals("domain 7", calls.take());
            events.write(Fifos.octets(70));
            assertEquals("domain 7", calls.take());
            assertEquals(4096, seven.page().capacity());
        }
    }

    /** The server never waits for a guest: without a FIFO, with one that nobody reads, with one that is not read for long. */
    @Test
    void notifiesWithoutWaiting() throws Exception {
        build(7);
        try (Hypervisor.Link link = connect(7, 70)) {
            link.signal();
            link.rebind(71);
            Path notify = Fifos.make(directory.resolve("notify-71"));
            try (RandomAccessFile guest = Fifos.open(notify)) {
                for (int i = 0; i < 100_000; i++) {
                    link.signal();
                }
                assertEquals(71, Fifos.next(guest));
                link.signal();
                assertEquals(71, Fifos.next(guest), "whoever has read is signalled again");
            }
        }
    }

    /** A guest that starts again makes a new FIFO; the link finds it after a while. */
    @Test
    void findsANewFifo() throws Exception {
        build(7);
        Path notify = Fifos.make(directory.resolve("notify-70"));
        try (Hypervisor.Link link = connect(7, 70)) {
            link.signal();
            Files.move(notify, directory.resolve("old"));
            Fifos.make(notify);
            FifoReader reader = FifoReader.start(notify, port -> calls.add("port " + port));
            while (calls.isEmpty()) {
                link.signal();
            }
            reader.close();
            assertEquals("port 70", calls.take());
        }
    }

    @Test
    void directoryWithoutFifoIsRefused() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path evt = empty.resolve("evt");
        IOException none = assertThrows(IOException.class, () -> FileHypervisor.open(empty));
        assertEquals("there is no FIFO " + evt + ": make it by 'mkfifo " + evt + "'", none.getMessage());
        Files.write(evt, new byte[4]);
        assertThrows(IOException.class, () -> FileHypervisor.open(empty));
    }

    /** Both ends of the channel of a guest. */
    @Test
    void guestsChannel() throws Exception {
        build(7);
        Fifos.make(directory.resolve("notify-70"));
        FifoChannel channel = FifoChannel.open(directory, 70);
        try (Hypervisor.Link link = connect(7, 70)) {
            channel.onSignal(() -> calls.add("guest"));
            channel.signal();
            assertEquals("domain 7", calls.take());
            link.signal();
            assertEquals("guest", calls.take());
            channel.close();
            channel.signal();
            link.signal();
            events.write(Fifos.octets(4000));
            assertEquals("changed", calls.take());
        }
    }
}
