package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Path;
import dev.xylem.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Twenty watches of one path that changes faster than they are read. Below {@link EventQueue#MERGE_FROM} waiting events of a
 * connection there is one for each change; from there on, one that equals an unread one of the same connection is merged with
 * it. So nobody ends with an old value: the event that stays is read after the change.
 */
class TwentyWatchersTest {
    private static final int WATCHERS = 20;

    private final Store store = Conversation.store();
    private final XenstoreServer server = new XenstoreServer(store);
    private final List<Conversation> talks = new ArrayList<>();

    @AfterEach
    void close() {
        assertEquals(0, server.counters().eventsDropped(), "events dropped");
        talks.forEach(Conversation::close);
        store.close();
    }

    private Conversation connect() {
        Conversation talk = Conversation.with(server, store.access().owner(), Conversation.OUTPUT);
        talks.add(talk);
        return talk;
    }

    private static void watch(Conversation talk, int watcher) {
        assertEquals("OK|", talk.text(WATCH, "/a|" + watcher + "|"));
        assertEquals(List.of("/a|" + watcher + "|"), talk.events());
    }

    private void write(int value) throws Exception {
        store.owner().write(Path.of("/a"), Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, Integer> byToken(List<String> events) {
        Map<String, Integer> counts = new HashMap<>();
        events.forEach(event -> counts.merge(event, 1, Integer::sum));
        return counts;
    }

    /** 52 changes are 1040 events for one connection: 1024 wait, each of the other 16 equals one of them. */
    @Test
    void watchesOfOneConnectionShareOneQueue() throws Exception {
        Conversation talk = connect();
        for (int i = 0; i < WATCHERS; i++) {
            watch(talk, i);
        }
        for (int value = 1; value <= 51; value++) {
            write(value);
        }
        assertEquals(0, server.counters().eventsMerged());
        write(52);
        assertEquals(16, server.counters().eventsMerged());
        Map<String, Integer> events = byToken(talk.events());
        for (int i = 0; i < WATCHERS; i++) {
            assertEquals(i < 4 ? 52 : 51, events.get("/a|" + i + "|"), "watch " + i);
        }
        assertEquals("52", talk.text(READ, "/a|"));
    }

    /** Each connection has a queue of its own, in which one event for each of 1024 changes waits. */
    @Test
    void watchersOfTheirOwnConnectionsHaveAQueueEach() throws Exception {
        for (int i = 0; i < WATCHERS; i++) {
            watch(connect(), i);
        }
        for (int value = 1; value <= EventQueue.MERGE_FROM; value++) {
            write(value);
        }
        assertEquals(0, server.counters().eventsMerged());
        write(-1);
        assertEquals(WATCHERS, server.counters().eventsMerged());
        for (int i = 0; i < WATCHERS; i++) {
            Conversation talk = talks.get(i);
            assertEquals(Map.of("/a|" + i + "|", EventQueue.MERGE_FROM), byToken(talk.events()));
            assertEquals("-1", talk.text(READ, "/a|"));
        }
    }

    /** Bursts of any length between any reads: who reads after its events has the last value, and every event is accounted for. */
    @ParameterizedTest
    @ValueSource(ints = {1, WATCHERS})
    void everyoneSeesTheLastValue(int connections) throws Exception {
        long seed = 20_261_127;
        Random random = new Random(seed);
        for (int c = 0; c < connections; c++) {
            connect();
        }
        for (int i = 0; i < WATCHERS; i++) {
            watch(talks.get(i % connections), i);
        }
        int[] waiting = new int[connections];
        int perChange = WATCHERS / connections;
        int value = 0;
        long merged = 0;
        for (int round = 0; round < 60; round++) {
            int burst = random.nextInt(4 * EventQueue.MERGE_FROM / perChange / 3);
            for (int i = 0; i < burst; i++) {
                write(++value);
            }
            for (int c = 0; c < connections; c++) {
                waiting[c] += burst * perChange;
                if (random.nextBoolean()) {
                    merged += read(talks.get(c), waiting[c], value, "seed " + seed + ", round " + round);
                    waiting[c] = 0;
                }
            }
        }
        for (int c = 0; c < connections; c++) {
            merged += read(talks.get(c), waiting[c], value, "seed " + seed + ", at the end");
        }
        assertEquals(merged, server.counters().eventsMerged(), "seed " + seed);
    }

    /** Takes all events; how many of them were merged. */
    private static int read(Conversation talk, int fired, int last, String when) {
        List<String> events = talk.events();
        int expected = Math.min(fired, EventQueue.MERGE_FROM);
        assertEquals(expected, events.size(), when);
        if (fired > 0) {
            assertEquals(Integer.toString(last), talk.text(READ, "/a|"), when);
        }
        return fired - expected;
    }
}
