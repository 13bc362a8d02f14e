package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user has written and not committed is bounded, and free again when it is committed or given up. */
class BoundedMemoryTest {
    private static final int EACH = 2 << 20;
    private static final int VALUE = 60_000;

    private final Mount mount = new Mount();
    private Talk talk = mount.user(Mount.OWNER, Dialect.UNIX);

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, mount.server.counters().fids());
        assertEquals(0, mount.server.counters().faults());
        mount.close();
    }

    /** Begins to write values until it is refused; how many there are then. */
    private int begun() {
        for (int i = 0; ; i++) {
            talk.reach(0, 1 + i, "store/v/.value");
            talk.opened(1 + i, 1);
            Talk.Reply reply = talk.write(1 + i, 0, "x".repeat(VALUE));
            if (reply.failed()) {
                assertEquals(Errno.ENOMEM.number(), reply.errno());
                talk.clunk(1 + i).to(Message.CLUNK);
                return i;
            }
        }
    }

    @Test
    void draftsAreBoundedAndFreedByCommitsAndTheEnd() {
        mount.write("/v", "1");
        int first = begun();
        assertTrue(first > 1 && (long) first * VALUE <= EACH, () -> first + " values");
        // Another user's view, also of the same connection, has its own.
        try (Talk other = mount.owner()) {
            other.reach(0, 1, "store/v/.value");
            other.opened(1, 1);
            other.write(1, 0, "y".repeat(VALUE)).to(Message.WRITE);
        }
        for (int i = 0; i < first; i++) {
            talk.clunk(1 + i).to(Message.CLUNK);
        }
        assertEquals("x".repeat(VALUE), mount.value("/v"));
        assertEquals(first, begun());
        talk.close();
        talk = mount.user(Mount.OWNER, Dialect.UNIX);
        assertEquals(first, begun());
    }

    @Test
    void eventsAreBounded() {
        mount.write("/v", "1");
        for (int fid = 1; fid <= 100; fid++) {
            talk.reach(0, fid, "store/.events");
            talk.opened(fid, 0);
        }
        String name = "/" + "n".repeat(200);
        for (int i = 0; i < 1000; i++) {
            mount.write(name, Integer.toString(i));
        }
        int octets = 0;
        int merged = 0;
        for (int fid = 1; fid <= 100; fid++) {
            String lines = "";
            while (!lines.contains("merged")) {
                lines = Talk.text(talk.read(fid, 0, 60_000));
                octets += lines.length();
            }
            merged++;
        }
        assertEquals(100, merged);
        int kept = octets;
        assertTrue(kept <= EACH, () -> kept + " octets were kept");
    }
}
