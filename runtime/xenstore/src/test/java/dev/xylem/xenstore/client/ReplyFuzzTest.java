package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.client.ScriptedServer.Received;
import dev.xylem.xenstore.wire.Message;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replies that are nearly right, in a mutated stream, cut anywhere. Whatever comes: each request ends, with a reply or with
 * an error of this library; queues stay bounded; with the next connection everything works. The seed of a failing run is in
 * the test's name; {@code -Dxylem.fuzz.replies} sets the budget.
 */
@Timeout(120)
class ReplyFuzzTest {
    private static final int ROUNDS = Integer.getInteger("xylem.fuzz.replies", 400);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CAPACITY = 50;
    private static final int[] TYPES = {1, 2, 3, 4, 5, 6, 7, 11, 13, 15, 15, 15, 16, 16, 22, 0, 20, 27, 65535, -1};
    private static final int[] LENGTHS = {4097, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    private static final String[] PAYLOADS = {
        "OK|",
        "",
        "|",
        "||",
        "ENOENT|",
        "EAGAIN|",
        "EIO",
        "a|b|c|",
        "no end",
        "0|",
        "17|",
        "-1|",
        "n0|r5|",
        "/a|token|",
        "4294967296|x|",
        "\u00ff\u0001|"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20_261_123, 0xF00D})
    void everyRequestEnds(long seed) throws Exception {
        Random random = new Random(seed);
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        try (XenstoreClient client = server.builder()
                        .reconnect()
                        .timeout(LONG)
                        .eventCapacity(CAPACITY)
                        .inFlight(8)
                        .connect();
                EventQueue events = client.events()) {
            Watch watch = events.watch("/a");
            String token = server.received().get(0).split("\\|")[1];
            for (int round = 0; round < ROUNDS; round++) {
                ScriptedServer.Link fuzzed = server.link();
                server.script((link, request) -> {
                    if (link == fuzzed) {
                        link.raw(nearly(random, request, token));
                    } else {
                        ScriptedServer.obliging(link, request);
                    }
                });
                List<CompletableFuture<?>> requests = new ArrayList<>();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    requests.add(request(client, random));
                }
                // What was swallowed by a message that never came to its end would be waited for.
                fuzzed.hangUp();
                for (CompletableFuture<?> request : requests) {
                    assertEndsWell(request);
                }
                assertTrue(events.drain().size() <= CAPACITY);
                assertEquals("value", client.await(nodes -> nodes.findText("/a"), LONG));
            }
            assertEquals("/a", watch.path());
            assertEquals(1, client.registeredWatches());
        }
    }

    private static CompletableFuture<?> request(XenstoreClient client, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> client.writeAsync("/a", "1").toCompletableFuture();
            case 1 -> client.listAsync("/a").toCompletableFuture();
            case 2 -> client.removeAsync("/a").toCompletableFuture();
            default -> client.readAsync("/a").toCompletableFuture();
        };
    }

    private static void assertEndsWell(CompletableFuture<?> request) throws InterruptedException {
        try {
            request.get();
        } catch (ExecutionException failed) {
            assertTrue(failed.getCause() instanceof XenstoreException, () -> "" + failed.getCause());
        }
    }

    /** Some octets in place of the reply to a request. */
    private static byte[] nearly(Random random, Received request, String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int messages = random.nextInt(4); messages >= 0; messages--) {
            out.writeBytes(message(random, request, token));
        }
        byte[] octets = out.toByteArray();
        for (int flips = random.nextInt(6) == 0 ? 3 : 0; flips > 0; flips--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        // An empty piece would end the connection.
        return random.nextInt(6) == 0 ? Arrays.copyOf(octets, 1 + random.nextInt(octets.length)) : octets;
    }

    private static byte[] message(Random random, Received request, String token) {
        byte[] payload;
        if (random.nextInt(8) == 0) {
            payload = new byte[random.nextInt(Message.MAX_PAYLOAD + 1)];
            random.nextBytes(payload);
        } else {
            payload = ScriptedServer.octets(PAYLOADS[random.nextInt(PAYLOADS.length)]);
        }
        int type = random.nextInt(3) > 0 ? request.type() : TYPES[random.nextInt(TYPES.length)];
        if (type == 15 && random.nextBoolean()) {
            payload = ScriptedServer.octets("/a/" + random.nextInt(1000) + "|" + token + "|");
        }
        int id = random.nextInt(6) > 0 ? request.id() : random.nextInt(4) == 0 ? random.nextInt() : 0;
        byte[] message = ScriptedServer.message(type, id, random.nextInt(2), payload);
        if (random.nextInt(12) == 0) {
            java.nio.ByteBuffer.wrap(message)
                    .order(java.nio.ByteOrder.nativeOrder())
                    .putInt(12, LENGTHS[random.nextInt(LENGTHS.length)]);
        }
        return message;
    }
}
