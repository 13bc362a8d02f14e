package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that wait, flushing, and clients that break the protocol. */
class WaitingTest {
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
