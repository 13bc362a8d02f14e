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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        say("too late");
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

    // Waiting and flushing.

    private void reader(int fid, int tag) {
        talk.send(Message.READ, tag, out -> out.u32(fid).u64(0).u32(100));
    }

    private void say(String text) {
        ((Sample.Waiter) sample.root.files.get("wait")).say(text);
    }

    private void waitOn(int fid) {
        talk.reach(0, fid, "wait");
        talk.opened(fid, 2);
    }

    @Test
    void aReadThatWaitsHoldsUpNothingAndIsAnsweredLater() {
        begin(Dialect.LINUX);
        waitOn(1);
        reader(1, 10);
        reader(1, 11);
        assertNull(talk.poll());
        assertEquals(2, server.counters().waiting());
        assertEquals("hello world\n", talk.cat(0, "hello"));
        say("one");
        assertEquals(1, talk.wakes.get());
        talk.turn();
        assertEquals(10, talk.poll().to(Message.READ).tag());
        assertNull(talk.poll());
        say("two");
        talk.turn();
        Talk.Reply second = talk.poll();
        assertEquals(11, second.tag());
        assertEquals("two", Talk.text(second));
        assertEquals("", Talk.text(talk.read(1, 3, 100)));
    }

    @Test
    void whatIsFlushedIsNeverAnswered() {
        begin(Dialect.LINUX);
        waitOn(1);
        reader(1, 10);
        talk.send(Message.FLUSH, 20, out -> out.u16(10));
        assertEquals(20, talk.poll().to(Message.FLUSH).tag());
        assertEquals(0, server.counters().waiting());
        say("for the next");
        talk.turn();
        assertNull(talk.poll());
        assertEquals("for the next", Talk.text(talk.read(1, 0, 100)));
    }

    @Test
    void flushIsAlwaysAnswered() {
        begin(Dialect.PLAIN);
        waitOn(1);
        for (int tag : new int[] {4711, 30, Message.NOTAG}) {
            talk.send(Message.FLUSH, 30, out -> out.u16(tag));
            assertEquals(30, talk.poll().to(Message.FLUSH).tag());
        }
        reader(1, 10);
        talk.send(Message.FLUSH, 20, out -> out.u16(10));
        talk.send(Message.FLUSH, 21, out -> out.u16(10));
        talk.send(Message.FLUSH, 22, out -> out.u16(20));
        for (int tag = 20; tag <= 22; tag++) {
            assertEquals(tag, talk.poll().to(Message.FLUSH).tag());
        }
        // The tag is free again.
        reader(1, 10);
        say("x");
        talk.turn();
        assertEquals(10, talk.poll().to(Message.READ).tag());
    }

    @Test
    void aClunkAnswersWhatWaitedForTheFid() {
        begin(Dialect.LINUX);
        waitOn(1);
        reader(1, 10);
        talk.send(Message.CLUNK, 11, out -> out.u32(1));
        Talk.Reply clunked = talk.poll();
        Talk.Reply waited = talk.poll();
        assertEquals(Set.of(10, 11), Set.of(clunked.tag(), waited.tag()));
        assertErrno(Errno.EBADF, waited.tag() == 10 ? waited : clunked);
        assertEquals(0, ((Sample.Waiter) sample.root.files.get("wait")).readers.size());
    }

    @Test
    void writesAndClunksWaitTooAndTakeEffectOnce() {
        begin(Dialect.LINUX);
        waitOn(1);
        Sample.Waiter waiter = (Sample.Waiter) sample.root.files.get("wait");
        waiter.writable = false;
        waiter.saves = false;
        byte[] data = "abc".getBytes(StandardCharsets.US_ASCII);
        talk.send(Message.WRITE, 10, out -> {
            out.u32(1).u64(0).u32(3);
            out.buffer().put(data);
        });
        talk.send(Message.WRITE, 11, out -> {
            out.u32(1).u64(3).u32(3);
            out.buffer().put(data);
        });
        assertNull(talk.poll());
        talk.send(Message.FLUSH, 12, out -> out.u16(11));
        talk.poll().to(Message.FLUSH);
        waiter.writable = true;
        say("");
        talk.turn();
        assertEquals(3, talk.poll().to(Message.WRITE).input().u32());
        assertEquals("abc", waiter.written);
        talk.send(Message.CLUNK, 13, out -> out.u32(1));
        assertNull(talk.poll());
        waiter.saves = true;
        say("");
        talk.turn();
        assertEquals(13, talk.poll().to(Message.CLUNK).tag());
        assertNull(talk.poll());
    }

    @Test
    void whatWaitsIsLimited() {
        begin(Dialect.LINUX);
        waitOn(1);
        for (int tag = 10; tag < 18; tag++) {
            reader(1, tag);
            assertNull(talk.poll());
        }
        reader(1, 18);
        assertErrno(Errno.EAGAIN, talk.poll());
        talk.send(Message.FLUSH, 20, out -> out.u16(10));
        talk.poll().to(Message.FLUSH);
        reader(1, 18);
        assertNull(talk.poll());
    }

    @Test
    void aConnectionPausesWhenItsWaitingWritesAreTooLong() {
        begin(Dialect.LINUX);
        waitOn(1);
        Sample.Waiter waiter = (Sample.Waiter) sample.root.files.get("wait");
        waiter.writable = false;
        for (int tag = 10; tag < 13; tag++) {
            talk.send(Message.WRITE, tag, out -> {
                out.u32(1).u64(0).u32(40_000);
                out.buffer().put(new byte[40_000]);
            });
        }
        assertEquals(Client.Progress.PAUSE, talk.progress);
        assertEquals(2, server.counters().waiting());
        waiter.writable = true;
        say("");
        talk.turn();
        for (int tag = 10; tag < 13; tag++) {
            assertEquals(tag, talk.poll().to(Message.WRITE).tag());
        }
    }

    // Hostile clients.

    private void broken(byte[] octets) {
        long before = server.counters().violations();
        talk.close();
        talk = new Talk(server, Peer.REMOTE);
        begin(Dialect.LINUX);
        talk.octets(octets);
        assertTrue(talk.ended());
        assertNull(talk.poll());
        assertEquals(before + 1, server.counters().violations());
    }

    private static byte[] sized(int size) {
        return new byte[] {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24), 120, 1, 0};
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 6, 65537, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aSizeThatIsNoneEndsTheConnection(int size) {
        broken(sized(size));
    }

    @Test
    void repliesAndErrorsFromAClientEndTheConnection() {
        for (int type = 1; type < 256; type += 2) {
            broken(Talk.message(type, 1, out -> out.u32(0)));
        }
    }

    @Test
    void bodiesOfAnotherShapeEndTheConnection() {
        broken(Talk.message(Message.CLUNK.request(), 1, out -> {}));
        broken(Talk.message(Message.CLUNK.request(), 1, out -> out.u32(0).u8(0)));
        broken(Talk.message(
                Message.WALK.request(),
                1,
                out -> out.u32(0).u32(1).u16(1).u16(5).u8('a')));
        broken(Talk.message(Message.WALK.request(), 1, out -> out.u32(0).u32(1).u16(0xFFFF)));
        broken(Talk.message(Message.WRITE.request(), 1, out -> out.u32(0).u64(0).u32(-1)));
        broken(Talk.message(
                Message.WRITE.request(), 1, out -> out.u32(0).u64(0).u32(5).u8(0)));
        broken(Talk.message(Message.FLUSH.request(), 1, out -> out.u8(0)));
        broken(Talk.message(Message.LOCK.request(), 1, out -> out.u32(0)));
    }

    @Test
    void aTagInUseEndsTheConnection() {
        begin(Dialect.LINUX);
        waitOn(1);
        reader(1, 10);
        reader(1, 10);
        assertTrue(talk.ended());
    }

    @Test
    void whateverTheTreeThrowsCostsOneRequest() {
        NinepServer failing = new NinepServer(
                login -> {
                    throw new IllegalStateException("a bug");
                },
                Limits.DEFAULT);
        try (Talk other = new Talk(failing, Peer.REMOTE)) {
            other.version(Dialect.UNIX);
            assertEquals(
                    "the server failed; its log tells why",
                    other.login(0, -1, "").error());
            assertEquals(1, failing.counters().faults());
            assertFalse(other.ended());
        }
    }
}
