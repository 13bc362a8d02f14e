package dev.xylem.ninep.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Output;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.ninep.wire.Stat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of messages, well-formed and broken: the server never fails, answers each request at most once and only with
 * its own kind of reply or an error, and frees everything. A failure names the seed.
 */
class FuzzTest {
    private static final String[] NAMES = {
        "hello",
        "dir",
        "inner",
        "sub",
        "x",
        "many",
        "wait",
        "f4k",
        "..",
        ".",
        "",
        "a/b",
        "new",
        "n\u00e4me",
        "nul\0",
        "file-with-a-long-name-7"
    };
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        11,
        24,
        100,
        4096,
        65535,
        65536,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFFEL,
        0xFFFF_FFFFL,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1
    };
    private static final Limits LIMITS = new Limits(8192, 40, 60, 6, 16 * 1024, 2);

    private final Sample sample = new Sample();
    private final NinepServer server = new NinepServer(sample, LIMITS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void sequencesOfMessages(long seed) {
        Random random = new Random(seed);
        for (int connection = 0; connection < 60; connection++) {
            try (Talk talk = new Talk(server, Peer.REMOTE)) {
                converse(talk, random, "seed " + seed + ", connection " + connection);
            }
            assertEquals(0, server.counters().fids(), () -> "seed " + seed);
            assertEquals(0, server.counters().waiting(), () -> "seed " + seed);
            assertEquals(0, server.counters().attachments(), () -> "seed " + seed);
        }
        assertEquals(0, server.counters().faults(), () -> "seed " + seed);
        assertEquals(0, sample.attached);
    }

    private void converse(Talk talk, Random random, String where) {
        Dialect dialect = Dialect.values()[random.nextInt(3)];
        talk.version(dialect, 600 + random.nextInt(9000)).attach(0, "");
        Set<Integer> pending = new HashSet<>();
        for (int step = 0; step < 200 && !talk.ended(); step++) {
            Message message = Message.values()[random.nextInt(Message.values().length)];
            if (message == Message.VERSION && random.nextInt(20) > 0) {
                message = Message.WALK;
            }
            int tag = random.nextInt(40);
            byte[] octets = message(message, tag, dialect, random);
            if (random.nextInt(30) == 0) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            if (pending.contains(tag) && random.nextInt(20) > 0) {
                continue;
            }
            pending.add(tag);
            if (random.nextInt(4) == 0 && octets.length > 1) {
                int cut = 1 + random.nextInt(octets.length - 1);
                talk.octets(Arrays.copyOf(octets, cut));
                talk.octets(Arrays.copyOfRange(octets, cut, octets.length));
            } else {
                talk.octets(octets);
            }
            if (random.nextInt(10) == 0 && sample.root.files.get("wait") instanceof Sample.Waiter waiter) {
                waiter.writable = random.nextBoolean();
                waiter.saves = random.nextBoolean();
                waiter.say("something");
                talk.turn();
            }
            for (Talk.Reply reply; (reply = talk.poll()) != null; ) {
                int type = reply.type();
                assertTrue(
                        reply.failed() || Message.ofRequest(type - 1) != null, () -> where + ": reply of type " + type);
                assertTrue(reply.body().length <= LIMITS.message(), where);
                pending.remove(reply.tag());
            }
            restore();
        }
    }

    /** What the clients have removed comes back, so that there is something to do. */
    private void restore() {
        Sample.Directory root = sample.root;
        if (!root.files.containsKey("wait")) {
            root.add(sample.new Waiter(root, "wait"));
        }
        if (!root.files.containsKey("dir")) {
            root.add(sample.new Directory(root, "dir"));
        }
        if (!root.files.containsKey("hello")) {
            root.add(sample.new Text(root, "hello", "hello"));
        }
    }

    private static byte[] message(Message message, int tag, Dialect dialect, Random random) {
        return Talk.message(message.request(), tag, out -> {
            String shape = message.requestShape();
            for (int i = 0; i < shape.length(); i++) {
                argument(out, shape.charAt(i), i == 0, dialect, random);
            }
        });
    }

    private static void argument(Output out, char kind, boolean first, Dialect dialect, Random random) {
        switch (kind) {
            case 'b' -> out.u8(random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(4));
            case 'w' -> out.u16(random.nextInt(40));
            case 'd' -> out.u32(first || random.nextInt(3) > 0 ? random.nextInt(12) : (int) number(random));
            case 'q' -> out.u64(random.nextBoolean() ? 0 : number(random));
            case 's' -> out.text(random.nextInt(3) == 0 ? "9P2000.L" : name(random));
            case 'S' -> out.stat(stat(random), dialect);
            case 'D' -> {
                byte[] data = new byte[random.nextInt(300)];
                out.u32(data.length);
                out.buffer().put(data);
            }
            case 'n' -> {
                int count = random.nextInt(10) == 0 ? random.nextInt(30) : random.nextInt(4);
                out.u16(count);
                for (int i = 0; i < count; i++) {
                    out.text(name(random));
                }
            }
            case 'u' -> {
                if (dialect != Dialect.PLAIN) {
                    out.u32(-1);
                }
            }
            case 'x' -> {
                if (dialect == Dialect.UNIX) {
                    out.text(name(random));
                }
            }
            default -> throw new IllegalStateException("no argument " + kind);
        }
    }

    private static long number(Random random) {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static String name(Random random) {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private static Stat stat(Random random) {
        int mode = random.nextBoolean() ? -1 : 0644;
        long length = random.nextBoolean() ? -1 : random.nextInt(100);
        return new Stat(
                0xFFFF,
                -1,
                new Qid(0xFF, -1, -1),
                mode,
                -1,
                -1,
                length,
                random.nextBoolean() ? "" : name(random),
                "",
                "",
                "",
                "",
                -1,
                -1,
                -1);
    }

    /** Octets without any sense. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void noise(long seed) {
        Random random = new Random(seed);
        for (int connection = 0; connection < 500; connection++) {
            try (Talk talk = new Talk(server, Peer.REMOTE)) {
                if (random.nextBoolean()) {
                    talk.version(Dialect.values()[random.nextInt(3)]);
                }
                for (int i = 0; i < 20 && !talk.ended(); i++) {
                    byte[] octets = new byte[7 + random.nextInt(60)];
                    random.nextBytes(octets);
                    octets[0] = (byte) octets.length;
                    octets[1] = octets[2] = octets[3] = 0;
                    talk.octets(octets);
                }
            }
        }
        assertEquals(0, server.counters().faults(), () -> "seed " + seed);
        assertEquals(0, server.counters().fids(), () -> "seed " + seed);
    }
}
