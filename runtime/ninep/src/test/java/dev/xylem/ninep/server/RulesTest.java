package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Qid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of the protocol that are about more than one message: versions, fids, walks, directories, flushing. */
class RulesTest {
    private final Sample sample = new Sample();
    private final NinepServer server = new NinepServer(sample, new Limits(64 * 1024, 64, 100, 8, 64 * 1024, 2));
    private Talk talk = new Talk(server, Peer.REMOTE);

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, server.counters().fids());
        assertEquals(0, server.counters().attachments());
        assertEquals(0, server.counters().waiting());
        assertEquals(0, server.counters().faults());
    }

    private void begin(Dialect dialect) {
        talk.version(dialect).attach(0, "");
    }

    private static void assertErrno(Errno expected, Talk.Reply reply) {
        assertEquals(expected.number(), reply.errno(), () -> reply.dialect() == Dialect.PLAIN ? reply.error() : "");
    }

    // Versions.

    private String agreed(int size, String asked) {
        talk.send(Message.VERSION, Message.NOTAG, out -> out.u32(size).text(asked));
        Talk.Reply reply = talk.poll();
        assertEquals(Message.NOTAG, reply.tag());
        Input input = reply.to(Message.VERSION).input();
        return input.u32() + " " + input.text();
    }

    @Test
    void versionsAreNegotiated() {
        assertEquals("8192 9P2000.L", agreed(8192, "9P2000.L"));
        assertEquals("65536 9P2000.u", agreed(1 << 30, "9P2000.u"));
        assertEquals("65536 9P2000", agreed(-1, "9P2000"));
        assertEquals("512 9P2000", agreed(512, "9P2000.vendor"));
        assertEquals("8192 unknown", agreed(8192, "9PX"));
        assertEquals("8192 unknown", agreed(8192, "9P2000x"));
        assertEquals("8192 unknown", agreed(8192, ""));
        assertEquals("8192 unknown", agreed(8192, "9P1999.L"));
        assertTrue(talk.ask(Message.CLUNK, out -> out.u32(0)).failed());
        talk.send(Message.VERSION, Message.NOTAG, out -> out.u32(511).text("9P2000"));
        assertEquals(
                "messages of 511 octets are too short; use 512 or more",
                talk.poll().error());
    }

    @Test
    void nothingIsAnsweredBeforeAVersionIsAgreed() {
        assertEquals("send Tversion first", talk.login(0, -1, "").error());
        assertFalse(talk.ended());
    }

    @Test
    void aSecondVersionAbortsAndFreesEverything() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "wait");
        talk.opened(1, 0);
        talk.send(Message.READ, 7, out -> out.u32(1).u64(0).u32(100));
        assertNull(talk.poll());
        assertEquals(2, server.counters().fids());
        talk.version(Dialect.PLAIN);
        assertEquals(0, server.counters().fids());
        assertEquals(0, sample.attached);
        ((Sample.Waiter) sample.root.files.get("wait")).say("too late");
        talk.turn();
        assertNull(talk.poll());
        talk.attach(0, "");
        assertEquals("unknown fid 1", talk.clunk(1).error());
    }

    // Fids.

    @Test
    void aFidInUseIsRefused() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "hello");
        assertErrno(Errno.EBADF, talk.walk(0, 1, "dir"));
        assertErrno(Errno.EBADF, talk.login(1, -1, ""));
        assertErrno(Errno.EBADF, talk.login(Message.NOFID, -1, ""));
        assertErrno(Errno.EBADF, talk.walk(0, Message.NOFID));
        assertErrno(Errno.EBADF, talk.walk(77, 2));
        assertErrno(Errno.EBADF, talk.clunk(77));
        assertErrno(Errno.EBADF, talk.read(1, 0, 10));
        talk.opened(1, 0);
        assertErrno(Errno.EBADF, talk.open(1, 0));
        assertErrno(Errno.EBADF, talk.write(1, 0, "x"));
        assertErrno(Errno.EBUSY, talk.walk(1, 1));
        // The manual forbids this, Linux does it.
        talk.walk(1, 2).to(Message.WALK);
        talk.opened(2, 1);
        assertErrno(Errno.EBADF, talk.read(2, 0, 10));
    }

    @Test
    void fidsAreLimitedPerConnectionAndInAll() {
        begin(Dialect.LINUX);
        for (int i = 1; i < 64; i++) {
            talk.walk(0, i).to(Message.WALK);
        }
        assertErrno(Errno.EMFILE, talk.walk(0, 64));
        try (Talk other = new Talk(server, Peer.REMOTE)) {
            other.version(Dialect.LINUX).attach(0, "");
            for (int i = 1; i < 36; i++) {
                other.walk(0, i).to(Message.WALK);
            }
            assertErrno(Errno.ENFILE, other.walk(0, 36));
            assertEquals(100, server.counters().fids());
        }
        assertEquals(64, server.counters().fids());
    }

    @Test
    void aFidIsGoneAfterRemoveEvenWhenThatFails() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "dir");
        assertErrno(Errno.ENOTEMPTY, talk.ask(Message.REMOVE, out -> out.u32(1)));
        assertErrno(Errno.EBADF, talk.clunk(1));
    }

    @Test
    void removeOnCloseRemovesAtTheClunk() {
        begin(Dialect.PLAIN);
        talk.reach(0, 1, "dir/inner");
        talk.ask(Message.OPEN, out -> out.u32(1).u8(0x40)).to(Message.OPEN);
        talk.clunk(1).to(Message.CLUNK);
        assertEquals(List.of("sub"), talk.ls(0, "dir"));
        talk.reach(0, 1, "hello");
        assertTrue(talk.ask(Message.OPEN, out -> out.u32(1).u8(0x80)).failed());
    }

    // Walks.

    @Test
    void aWalkThatEndsEarlyMakesNoFid() {
        begin(Dialect.LINUX);
        assertErrno(Errno.ENOENT, talk.walk(0, 1, "missing", "x"));
        Talk.Reply part = talk.walk(0, 1, "dir", "missing", "x").to(Message.WALK);
        assertEquals(1, part.input().u16());
        assertErrno(Errno.EBADF, talk.clunk(1));
        assertEquals(1, talk.walk(0, 1, "hello", "x").to(Message.WALK).input().u16());
        talk.reach(0, 5, "hello");
        assertErrno(Errno.ENOTDIR, talk.walk(5, 6, "x"));
        // A fid that shall move stays where it was.
        talk.reach(0, 1, "dir");
        assertEquals(
                1, talk.walk(1, 1, "sub", "missing").to(Message.WALK).input().u16());
        assertEquals(List.of("inner", "sub"), talk.ls(1, ""));
    }

    @Test
    void aboveTheRootIsTheRoot() {
        begin(Dialect.PLAIN);
        Qid root = sample.root.qid();
        assertEquals(List.of(root, root), talk.reach(0, 1, "../.."));
        assertEquals(root, talk.reach(0, 2, "dir/sub/../../..").get(4));
    }

    @Test
    void namesThatAreNoneAreRefused() {
        begin(Dialect.LINUX);
        for (String name : List.of("", ".", "/", "dir/inner", "../etc", "a/")) {
            assertErrno(Errno.EINVAL, talk.walk(0, 1, name));
        }
        assertErrno(Errno.ENAMETOOLONG, talk.walk(0, 1, "x".repeat(256)));
        assertErrno(Errno.ENAMETOOLONG, talk.walk(0, 1, "\u20ac".repeat(86)));
        assertErrno(Errno.ENOENT, talk.walk(0, 1, "\u20ac".repeat(85)));
        assertErrno(Errno.EINVAL, talk.walk(0, 1, "hel\0lo"));
        for (byte[] broken : List.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {'a', (byte) 0xE2, (byte) 0x82})) {
            assertErrno(Errno.EINVAL, talk.ask(Message.WALK, out -> {
                out.u32(0).u32(1).u16(1).u16(broken.length);
                out.buffer().put(broken);
            }));
        }
        String[] many = new String[17];
        Arrays.fill(many, "..");
        assertErrno(Errno.EINVAL, talk.walk(0, 1, many));
        talk.walk(0, 1, Arrays.copyOf(many, 16)).to(Message.WALK);
    }

    // Reading.

    @ParameterizedTest
    @EnumSource
    void readsAreCutToTheMessageAndEndWithNothing(Dialect dialect) {
        talk.version(dialect, 1024).attach(0, "");
        talk.reach(0, 1, "big");
        talk.opened(1, 0);
        assertEquals(1024 - 11, Talk.text(talk.read(1, 0, -1)).length());
        assertEquals(10, Talk.text(talk.read(1, 999_990, 4096)).length());
        assertEquals("", Talk.text(talk.read(1, 1_000_000, 4096)));
        assertEquals("", Talk.text(talk.read(1, Long.MAX_VALUE, 4096)));
        assertEquals("", Talk.text(talk.read(1, -1, 4096)));
        assertEquals("", Talk.text(talk.read(1, 0, 0)));
        assertEquals("0123", Talk.text(talk.read(1, 0, 4)));
    }

    /** 0 means that a message may carry what it can; and an error always has a number where there is room for one. */
    @Test
    void theUnitOfInputAndOutputIsWhatFits() {
        begin(Dialect.UNIX);
        talk.reach(0, 1, "hello");
        Input opened = talk.open(1, 3).to(Message.OPEN).input();
        opened.qid();
        assertEquals(0, opened.u32());
        assertTrue(opened.complete());
        for (Errno errno : Errno.values()) {
            assertTrue(
                    errno.number() > 0
                            && errno.number() < 200
                            && !errno.phrase().isEmpty(),
                    errno.name());
        }
        assertEquals("No such file or directory", Errno.ENOENT.phrase());
        assertEquals("Permission denied", Errno.EACCES.phrase());
        assertEquals("Read-only file system", Errno.EROFS.phrase());
    }

    @Test
    void directoriesAreOnlyRead() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "dir");
        assertErrno(Errno.EISDIR, talk.open(1, 1));
        assertErrno(Errno.EISDIR, talk.open(1, 01000));
        talk.opened(1, 0200000);
        assertErrno(Errno.EISDIR, talk.read(1, 0, 10));
        assertErrno(Errno.EISDIR, talk.write(1, 0, "x"));
        talk.reach(0, 2, "hello");
        assertErrno(Errno.ENOTDIR, talk.open(2, 0200000));
        assertErrno(Errno.EINVAL, talk.open(2, 3));
        assertErrno(
                Errno.ENOTDIR,
                talk.ask(Message.READDIR, out -> out.u32(2).u64(0).u32(100)));
        assertErrno(
                Errno.EBADF, talk.ask(Message.READDIR, out -> out.u32(0).u64(0).u32(100)));
    }

    // Directories.

    @Test
    void cookiesMeanTheSameForEveryFidWhateverComesAndGoes() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "many");
        talk.opened(1, 0);
        List<Talk.Listed> first = talk.readdir(1, 0, 2000);
        Talk.Listed last = first.get(first.size() - 1);
        Sample.Directory many = (Sample.Directory) sample.root.files.get("many");
        // What was listed goes, what was not listed goes, something new comes.
        many.files.remove(first.get(0).name());
        many.files.remove(last.name());
        many.files.remove("file-with-a-long-name-500");
        many.add(sample.new Text(many, "a-new-one", ""));
        talk.reach(0, 2, "many");
        talk.opened(2, 0);
        Set<String> names = new HashSet<>();
        first.forEach(entry -> assertTrue(names.add(entry.name())));
        long cookie = last.cookie();
        for (List<Talk.Listed> more; !(more = talk.readdir(2, cookie, 2000)).isEmpty(); ) {
            for (Talk.Listed entry : more) {
                assertTrue(names.add(entry.name()), () -> entry.name() + " is listed twice");
            }
            cookie = more.get(more.size() - 1).cookie();
        }
        assertEquals(500, names.size());
        assertTrue(names.contains("a-new-one"));
        assertEquals(first.size() - 2 + 1, talk.readdir(2, 0, 2000).size() - 1, "going back begins anew");
    }

    @Test
    void listingsThatWereForgottenAreMadeAnew() {
        begin(Dialect.LINUX);
        List<List<Talk.Listed>> firsts = new ArrayList<>();
        for (int fid = 1; fid <= 5; fid++) {
            talk.reach(0, fid, "many");
            talk.opened(fid, 0);
            firsts.add(talk.readdir(fid, 0, 1000));
        }
        for (int fid = 1; fid <= 5; fid++) {
            List<Talk.Listed> first = firsts.get(fid - 1);
            List<Talk.Listed> next =
                    talk.readdir(fid, first.get(first.size() - 1).cookie(), 1000);
            assertNotEquals(first, next);
            assertFalse(next.isEmpty());
        }
    }

    @Test
    void anEntryThatDoesNotFitIsAnErrorAndNotTheEnd() {
        begin(Dialect.LINUX);
        talk.reach(0, 1, "many");
        talk.opened(1, 0);
        assertErrno(
                Errno.EINVAL, talk.ask(Message.READDIR, out -> out.u32(1).u64(0).u32(30)));
        assertEquals(1, talk.readdir(1, 0, 50).size());
        talk.version(Dialect.PLAIN).attach(0, "");
        talk.reach(0, 1, "many");
        talk.opened(1, 0);
        assertTrue(talk.read(1, 0, 60).error().startsWith("the next entry has "));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "UNIX"})
    void plainDirectoriesAreReadInOrder(Dialect dialect) {
        begin(dialect);
        talk.reach(0, 1, "many");
        talk.opened(1, 0);
        int first = talk.read(1, 0, 1000).to(Message.READ).input().u32();
        assertTrue(talk.read(1, first + 1, 1000).failed());
        assertTrue(talk.read(1, first - 1, 1000).failed());
        int second = talk.read(1, first, 1000).to(Message.READ).input().u32();
        assertEquals(first, talk.read(1, 0, 1000).to(Message.READ).input().u32());
        assertTrue(talk.read(1, first + second, 1000).failed());
        talk.read(1, first, 1000).to(Message.READ);
    }
}
