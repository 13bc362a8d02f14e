package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import dev.xylem.store.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are read when something changes. */
class EventsTest {
    private final Calculator program = new Calculator();
    private final Mount mount = Mount.of(program);
    private Talk talk = mount.owner();

    @BeforeEach
    void seed() {
        mount.write("/local/domain/0/x", "1");
    }

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, program.listeners());
        assertEquals(0, mount.store.watches(mount.store.access().owner().principal()));
        assertEquals(0, mount.server.counters().waiting());
        assertEquals(0, mount.server.counters().fids());
        assertEquals(0, mount.server.counters().faults());
        mount.close();
    }

    private void open(int fid, String path) {
        talk.reach(0, fid, path);
        talk.opened(fid, 0);
    }

    private void reader(int fid, int tag) {
        talk.send(Message.READ, tag, out -> out.u32(fid).u64(0).u32(4096));
    }

    @Test
    void aReadWaitsForTheNextCommitAndEverywhereElseTheFileEnds() {
        open(1, ".events");
        reader(1, 10);
        assertNull(talk.poll());
        assertEquals("", Talk.text(talk.read(1, 1, 4096)));
        mount.write("/a/b", "1");
        talk.turn();
        String line = mount.commits() + " store/a/b\n";
        assertEquals(line, Talk.text(talk.poll()));
        assertEquals("", Talk.text(talk.read(1, line.length(), 4096)));
        reader(1, 10);
        assertNull(talk.poll());
    }

    @Test
    void everyDirectoryHasItsOwnAndNoneIsListed() {
        mount.write("/a/b", "1");
        open(1, "store/a/.events");
        open(2, "store/a/b/.events");
        open(3, "store/.events");
        for (String directory : List.of("", "store", "store/a", "values", "values/sum")) {
            assertFalse(talk.ls(0, directory).contains(".events"), directory);
        }
        mount.write("/a/b", "2");
        long second = mount.commits();
        mount.write("/a/c/d", "3");
        mount.write("/e", "4");
        mount.remove("/a");
        assertEquals(
                second + " b\n" + (second + 1) + " c/d\n" + (second + 3) + " .\n", Talk.text(talk.read(1, 0, 4096)));
        assertEquals(second + " .\n" + (second + 3) + " .\n", Talk.text(talk.read(2, 0, 4096)));
        assertEquals(
                second + " a/b\n" + (second + 1) + " a/c/d\n" + (second + 2) + " e\n" + (second + 3) + " a\n",
                Talk.text(talk.read(3, 0, 4096)));
    }

    @Test
    void valuesSayWhenTheyChange() {
        open(1, "values/.events");
        open(2, "values/sum/.events");
        mount.write("/local/domain/0/x", "2");
        long commit = mount.commits();
        assertEquals(commit + " sum/total\n" + commit + " sum/twice\n", Talk.text(talk.read(1, 0, 4096)));
        assertEquals(commit + " total\n" + commit + " twice\n", Talk.text(talk.read(2, 0, 4096)));
        mount.write("/local/domain/0/x", "2");
        reader(1, 10);
        assertNull(talk.poll());
        assertTrue(
                talk.walk(0, 3, "explain", ".events").to(Message.WALK).input().u16() == 1);
    }

    @Test
    void flushAndClunkFreeEverything() {
        open(1, ".events");
        reader(1, 10);
        talk.send(Message.FLUSH, 11, out -> out.u16(10));
        assertEquals(11, talk.poll().to(Message.FLUSH).tag());
        mount.write("/a", "1");
        talk.turn();
        assertNull(talk.poll());
        // What came meanwhile is not lost.
        assertEquals(mount.commits() + " store/a\n", Talk.text(talk.read(1, 0, 4096)));
        reader(1, 10);
        talk.send(Message.CLUNK, 12, out -> out.u32(1));
        assertEquals(Set.of(10, 12), Set.of(talk.poll().tag(), talk.poll().tag()));
        assertEquals(0, mount.store.watches(mount.store.access().owner().principal()));
    }

    @Test
    void linesAreReadWhole() {
        mount.write("/" + "n".repeat(200), "1");
        open(1, ".events");
        mount.write("/" + "n".repeat(200), "2");
        mount.write("/short", "3");
        assertEquals(Errno.EINVAL.number(), talk.read(1, 0, 100).errno());
        assertTrue(Talk.text(talk.read(1, 0, 215)).endsWith("nnn\n"));
        assertEquals(mount.commits() + " store/short\n", Talk.text(talk.read(1, 0, 215)));
    }

    /** A slow reader is told how many commits it has missed, by number, and goes on from there. */
    @Test
    void nothingIsLostSilently() {
        open(1, ".events");
        long first = mount.commits() + 1;
        String name = "/" + "n".repeat(100);
        for (int i = 0; i < 2000; i++) {
            mount.write(name, Integer.toString(i));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; lines.stream().noneMatch(line -> line.contains("merged")); i++) {
            lines.addAll(Talk.text(talk.read(1, 0, 60_000)).lines().toList());
            assertTrue(i < 100);
        }
        String last = lines.remove(lines.size() - 1);
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(first + i + " store/nnn"), lines.get(i));
        }
        assertEquals(mount.commits() + " merged " + (2000 - lines.size()), last);
        mount.write("/after", "1");
        assertEquals(mount.commits() + " store/after\n", Talk.text(talk.read(1, 0, 4096)));
    }

    @Test
    void onlyWhatAUserMaySeeIsTold() {
        mount.permit("/", "r1000");
        mount.write("/secret/below", "1");
        mount.permit("/secret", "n1000");
        mount.permit("/secret/below", "n1000");
        mount.write("/open", "1");
        mount.permit("/open", "r1000");
        talk.close();
        talk = mount.user(7, Dialect.LINUX);
        open(1, ".events");
        mount.write("/secret/below", "2");
        mount.write("/open", "2");
        assertEquals(mount.commits() + " store/open\n", Talk.text(talk.read(1, 0, 4096)));
        talk.reach(0, 2, "store");
        assertEquals(Errno.EACCES.number(), talk.walk(2, 3, "secret").errno());
    }

    @Test
    void watchesAreLimitedByTheQuotaOfTheUser() {
        mount.permit("/", "r1000");
        talk.close();
        talk = mount.user(7, Dialect.LINUX);
        int limit = 0;
        while (true) {
            talk.reach(0, 100 + limit, ".events");
            Talk.Reply opened = talk.open(100 + limit, 0);
            if (opened.failed()) {
                assertEquals(Errno.ENOSPC.number(), opened.errno());
                break;
            }
            limit++;
        }
        assertEquals(mount.store.quotas().of(Quota.WATCHES), limit);
    }
}
