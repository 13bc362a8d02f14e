package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.Address;
import dev.xylem.ninep.NinepService;
import dev.xylem.ninep.wire.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets: many connections, hostile ones, and what is left after them, which is nothing. */
class SocketTest {
    private static final int CONNECTIONS = 1000;

    @TempDir
    Path directory;

    private final Sample sample = new Sample();
    private NinepService service;

    @BeforeEach
    void serve() throws IOException {
        service = NinepService.open(
                sample,
                List.of(
                        Address.unix(directory.resolve("9p")),
                        Address.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                true,
                Limits.DEFAULT);
    }

    @AfterEach
    void everythingIsFreed() {
        Dial.await(() -> service.connections() == 0
                && service.counters().fids() == 0
                && service.counters().waiting() == 0
                && service.counters().attachments() == 0);
        assertEquals(0, service.counters().faults());
        assertEquals(0, service.failures());
        service.close();
    }

    private static void close(List<Dial> connections) throws IOException {
        for (Dial connection : connections) {
            connection.close();
        }
    }

    @Test
    void aThousandConnectionsAreServedAndFreed() throws IOException {
        List<Dial> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(Dial.to(service).attached());
        }
        for (Dial connection : connections) {
            assertEquals(Message.WALK.reply(), connection.walk(1, "wait"));
            assertEquals(Message.LOPEN.reply(), connection.open(1));
            connection.send(Message.READ, 9, out -> out.u32(1).u64(0).u32(100));
        }
        Dial.await(() -> service.counters().waiting() == CONNECTIONS);
        assertEquals(CONNECTIONS, service.connections());
        assertEquals(2 * CONNECTIONS, service.counters().fids());
        assertEquals(CONNECTIONS, service.counters().attachments());
        close(connections);
    }

    /** Beyond the limit of one connection and of all together a fid is refused, and everything else goes on. */
    @Test
    void tenThousandFidsAreServedAndWhatIsBeyondTheLimitsIsRefused() throws IOException {
        List<Dial> connections = new ArrayList<>();
        Dial first = Dial.to(service).attached();
        connections.add(first);
        for (int fid = 1; fid < 10_000; fid++) {
            assertEquals(Message.WALK.reply(), first.walk(fid, "hello"));
        }
        assertEquals(10_000, service.counters().fids());
        int limit = Limits.DEFAULT.fids();
        for (int fid = 10_000; fid < limit; fid++) {
            assertEquals(Message.WALK.reply(), first.walk(fid));
        }
        assertNotEquals(Message.WALK.reply(), first.walk(limit));
        assertEquals(limit, service.counters().fids());
        assertEquals(Message.CLUNK.reply(), first.ask(Message.CLUNK, 1, out -> out.u32(5)));
        assertEquals(Message.WALK.reply(), first.walk(limit));
        close(connections);
    }

    /** What kills other servers: types of replies, impossible counts, connections that are reset while replies are due. */
    @Test
    void hostileClientsEndOnlyTheirOwnConnections() throws IOException {
        try (Dial innocent = Dial.to(service).attached()) {
            for (int type = 1; type < 256; type += 2) {
                try (Dial hostile = Dial.to(service).attached()) {
                    hostile.octets(Talk.message(type, 1, out -> out.u32(0)));
                    assertEquals(-1, hostile.reply(), "a reply to type " + type);
                }
            }
            try (Dial hostile = Dial.to(service).attached()) {
                assertEquals(Message.WALK.reply(), hostile.walk(1, "big"));
                assertEquals(Message.LOPEN.reply(), hostile.open(1));
                assertEquals(
                        Message.READ.reply(),
                        hostile.ask(Message.READ, 1, out -> out.u32(1).u64(0).u32(-1)));
                hostile.send(Message.WRITE, 1, out -> out.u32(1).u64(0).u32(-1));
                assertEquals(-1, hostile.reply());
            }
            for (int i = 0; i < 50; i++) {
                Dial hostile = Dial.to(service).attached();
                assertEquals(Message.WALK.reply(), hostile.walk(1, "big"));
                assertEquals(Message.LOPEN.reply(), hostile.open(1));
                for (int tag = 2; tag < 100; tag++) {
                    hostile.send(Message.READ, tag, out -> out.u32(1).u64(0).u32(4096));
                }
                hostile.reset();
            }
            assertEquals(Message.WALK.reply(), innocent.walk(1, "hello"));
            assertTrue(service.counters().violations() >= 129);
        }
    }

    @Test
    void aClientThatHasNothingMoreToSayIsDisconnected() throws IOException {
        try (Dial half = Dial.to(service).attached()) {
            half.endOutput();
            assertEquals(-1, half.reply());
        }
    }

    /** Who does not read replies is not read from any more, so that nothing piles up for it. */
    @Test
    void whoReadsNoRepliesIsNotServedAnyFurther() throws Exception {
        long before = service.counters().requests();
        Dial lazy = Dial.to(service).attached();
        assertEquals(Message.WALK.reply(), lazy.walk(1, "big"));
        assertEquals(Message.LOPEN.reply(), lazy.open(1));
        int sent = 200_000;
        Thread flood = new Thread(() -> {
            try {
                for (int i = 0; i < sent; i++) {
                    lazy.send(Message.READ, 7, out -> out.u32(1).u64(0).u32(60_000));
                }
            } catch (IOException closed) {
                // As this test wants it, sooner or later.
            }
        });
        flood.start();
        try (Dial other = Dial.to(service).attached()) {
            // The lazy one comes to rest while others are served.
            long[] seen = {-1};
            Dial.await(() -> {
                long lazily = service.counters().requests() - before;
                try {
                    for (int i = 0; i < 1000; i++) {
                        other.walk(0);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                boolean rests = service.counters().requests() - before == lazily + 1000 && lazily > 10;
                seen[0] = lazily;
                return rests;
            });
            assertTrue(seen[0] < sent, "everything was taken");
        }
        lazy.close();
        flood.join();
    }
}
