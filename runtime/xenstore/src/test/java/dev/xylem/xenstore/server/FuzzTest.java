package dev.xylem.xenstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Store;
import dev.xylem.xenstore.server.Conversation.Reply;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are nearly right, in a mutated stream, cut anywhere. Whatever comes in: each whole message gets exactly one
 * reply, in order, with its ids; nothing is thrown; a second client is served as ever. The seed of a failing run is in the
 * test's name; {@code -Dxylem.fuzz.requests} sets the budget.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("xylem.fuzz.requests", 4000);

    private static final String[] PATHS = {
        "/",
        "/a",
        "/a/b",
        "/a/b/c",
        "a",
        "a/b",
        "/local/domain/5/x",
        "@introduceDomain",
        "/sys",
        "/sys/commit",
        "",
        "//",
        "/a/",
        "/local/domain/",
        "/a:b",
        "@",
        "/tool",
        "/a/" + "x".repeat(300),
        "/" + "y".repeat(3100)
    };
    private static final String[] WORDS = {
        "T|", "F|", "0|", "1|", "4294967295|", "-1|", "n0|", "r5|", "b70000|", "x|", "|", "||", "", "token|", "\u00ff|"
    };
    private static final int[] LENGTHS = {4097, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20_261_122, 0x5EED})
    void anythingGetsItsReply(long seed) {
        Random random = new Random(seed);
        try (Store store = Conversation.store()) {
            XenstoreServer server = new XenstoreServer(store);
            Conversation innocent = Conversation.with(server, store.access().owner(), Conversation.OUTPUT);
            Conversation talk = Conversation.with(server, store.access().owner(), Conversation.OUTPUT);
            ArrayDeque<int[]> expected = new ArrayDeque<>();
            int sent = 0;
            while (sent < REQUESTS) {
                ByteArrayOutputStream stream = new ByteArrayOutputStream();
                int batch = 1 + random.nextInt(20);
                for (int i = 0; i < batch; i++) {
                    byte[] request = request(random, ++sent);
                    expected.add(words(request));
                    stream.writeBytes(request);
                }
                boolean poisoned = random.nextInt(25) == 0;
                if (poisoned) {
                    stream.writeBytes(poison(random));
                }
                deliver(talk, stream.toByteArray(), expected, random);
                assertTrue(expected.isEmpty(), () -> expected.size() + " requests without a reply");
                if (poisoned) {
                    assertEquals(Client.Progress.DISCONNECT, talk.progress);
                    talk.close();
                    talk = Conversation.with(server, store.access().owner(), Conversation.OUTPUT);
                } else {
                    assertEquals(Client.Progress.RECEIVE, talk.progress);
                    assertEquals(0, talk.unconsumed());
                }
                assertEquals("OK|", innocent.text(MessageType.WRITE, "/innocent|" + sent));
                assertEquals("" + sent, innocent.text(MessageType.READ, "/innocent|"));
            }
            talk.close();
            innocent.close();
            assertEquals(0, server.counters().failures(), "nothing unforeseen");
            assertEquals(java.util.List.of(), store.check());
        }
    }

    private static void deliver(Conversation talk, byte[] octets, ArrayDeque<int[]> expected, Random random) {
        for (int at = 0; at < octets.length; ) {
            int end = Math.min(octets.length, at + 1 + random.nextInt(random.nextBoolean() ? 20 : 5000));
            for (Reply reply : talk.send(Arrays.copyOfRange(octets, at, end))) {
                if (reply.isEvent()) {
                    assertEquals(0, reply.requestId());
                    continue;
                }
                int[] words = expected.remove();
                assertEquals(words[1], reply.requestId());
                assertEquals(words[2], reply.transactionId());
                assertTrue(reply.type() == words[0] || reply.type() == MessageType.ERROR.number(), reply::toString);
            }
            at = end;
        }
    }

    private static byte[] request(Random random, int id) {
        int type = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(28);
        int transaction = random.nextInt(3) != 0 ? 0 : random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(12);
        byte[] payload;
        if (random.nextInt(10) == 0) {
            payload = new byte[random.nextInt(random.nextBoolean() ? 30 : Message.MAX_PAYLOAD + 1)];
            random.nextBytes(payload);
        } else {
            StringBuilder text = new StringBuilder(PATHS[random.nextInt(PATHS.length)]);
            text.append(random.nextInt(20) == 0 ? "" : "|");
            for (int words = random.nextInt(3); words > 0; words--) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
            }
            payload = Conversation.octets(text.toString());
            for (int flips = random.nextInt(8) == 0 ? 2 : 0; flips > 0 && payload.length > 0; flips--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
            }
        }
        return Conversation.message(type, id, transaction, payload);
    }

    private static byte[] poison(Random random) {
        return Conversation.buffer(Message.HEADER + 8)
                .putInt(random.nextInt(28))
                .putInt(random.nextInt())
                .putInt(0)
                .putInt(LENGTHS[random.nextInt(LENGTHS.length)])
                .putLong(random.nextLong())
                .array();
    }

    private static int[] words(byte[] request) {
        var buffer = java.nio.ByteBuffer.wrap(request).order(java.nio.ByteOrder.nativeOrder());
        return new int[] {buffer.getInt(), buffer.getInt(), buffer.getInt()};
    }
}
