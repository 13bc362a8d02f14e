package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.xenstore.server.Conversation.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watch events on their way to a client. */
class WatchesTest {
    private final Store store = Conversation.store();
    private final XenstoreServer server = new XenstoreServer(store);
    private final Conversation talk = Conversation.with(server, store.access().owner(), Conversation.OUTPUT);

    @AfterEach
    void close() {
        talk.close();
        store.close();
    }

    /** V-3, and an event carries no ids. */
    @Test
    void okPrecedesTheFirstEvent() {
        List<Reply> replies = talk.send(Conversation.message(WATCH.number(), 42, 7, Conversation.octets("/none|t|")));
        assertEquals("[WATCH OK|, WATCH_EVENT /none|t|]", replies.toString());
        assertEquals(0, replies.get(1).requestId());
        assertEquals(0, replies.get(1).transactionId());
    }

    /** V-9: which comes first is free; here the reply. */
    @Test
    void replyPrecedesTheEventsOfItsRequest() {
        talk.text(WATCH, "/a|t|");
        talk.events();
        List<Reply> replies = talk.send(Conversation.message(WRITE.number(), 1, 0, Conversation.octets("/a/b|1")));
        assertEquals("[WRITE OK|, WATCH_EVENT /a/b|t|]", replies.toString());
    }

    /** V-1. */
    @Test
    void samePathAndTokenOnceOnly() {
        assertEquals("OK|", talk.text(WATCH, "a|t|"));
        assertEquals("EEXIST", talk.text(WATCH, "a|t|"));
        assertEquals("EEXIST", talk.text(WATCH, "/local/domain/0/a|t|"), "the same path, spelled otherwise");
        assertEquals("OK|", talk.text(WATCH, "a|u|"));
        assertEquals("OK|", talk.text(UNWATCH, "a|t|"));
        assertEquals("ENOENT", talk.text(UNWATCH, "a|t|"));
        assertEquals("ENOENT", talk.text(UNWATCH, "a|v|"));
    }

    /** V-5. */
    @Test
    void relativeWatchesReportRelativePaths() {
        talk.text(WATCH, "a|t|");
        assertEquals(List.of("a|t|"), talk.events());
        talk.text(WRITE, "/local/domain/0/a/b|1");
        assertEquals(List.of("a/b|t|"), talk.events());
    }

    /** V-4. */
    @Test
    void depth() {
        talk.text(WATCH, "/a|zero|0|");
        talk.text(WATCH, "/a|one|1|");
        talk.events();
        talk.text(WRITE, "/a/b/c|1");
        talk.text(WRITE, "/a/b|1");
        talk.text(WRITE, "/a|1");
        assertEquals(
                List.of("/a/b|one|", "/a|one|", "/a|zero|"),
                talk.events().stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "65535", "4294967296"})
    void depthIsStrictDecimal(String depth) {
        assertEquals("EINVAL", talk.text(WATCH, "/a|t|" + depth + "|"));
        assertEquals("OK|", talk.text(WATCH, "/a|t|65534|"));
    }

    @Test
    void tokensAreOpaque() {
        assertEquals("OK|", talk.text(WATCH, "/a|\u00ff\u0001 //|"));
        assertEquals(List.of("/a|\u00ff\u0001 //|"), talk.events());
        assertEquals("OK|", talk.text(WATCH, "/a||"));
        assertEquals(List.of("/a||"), talk.events());
    }

    /** W-8. */
    @Test
    void eventThatDoesNotFitIsDroppedAndCounted() {
        String token = "t".repeat(4000);
        assertEquals("OK|", talk.text(WATCH, "/w|" + token + "|"));
        assertEquals(1, talk.events().size());
        talk.text(WRITE, "/w/" + "x".repeat(200) + "|1");
        assertEquals(List.of(), talk.events());
        assertEquals(1, server.counters().eventsTooLong());
    }

    /** The program's own commit, from wherever it comes, wakes the server once for all events that follow. */
    @Test
    void commitsOfTheProgramWake() throws Exception {
        talk.text(WATCH, "/a|t|");
        talk.events();
        int before = talk.wakes();
        store.owner().write(Path.of("/a/b"), new byte[] {'1'});
        store.owner().write(Path.of("/a/c"), new byte[] {'1'});
        assertEquals(before + 1, talk.wakes());
        assertEquals(List.of("/a/b|t|", "/a/c|t|"), talk.events());
        store.owner().write(Path.of("/a/d"), new byte[] {'1'});
        assertEquals(before + 2, talk.wakes());
    }

    @Test
    void ownRequestsNeedNoWakeUp() {
        talk.text(WATCH, "/a|t|");
        talk.text(WRITE, "/a|1");
        assertEquals(2, talk.events().size());
        assertEquals(0, talk.wakes());
    }

    /** A client that takes what it gets receives every event, duplicates too. */
    @Test
    void nothingIsLostForAClientThatKeepsUp() {
        for (int i = 0; i < 20; i++) {
            talk.text(WATCH, "/a|" + i + "|");
        }
        talk.events();
        int events = 0;
        for (int i = 0; i < 200; i++) {
            talk.text(WRITE, "/a|" + i);
            events += talk.events().size();
        }
        assertEquals(4000, events);
    }

    /** V-8: from a certain number on, equal events that wait are one. */
    @Test
    void duplicatesThatWaitAreMerged() throws Exception {
        talk.text(WATCH, "/a|t|");
        talk.events();
        for (int i = 0; i < 10_000; i++) {
            store.owner().write(Path.of("/a/" + i % 10), new byte[0]);
        }
        int events = talk.events().size();
        assertTrue(events <= EventQueue.MERGE_FROM + 10, () -> events + " events");
        assertEquals(10_000 - events, server.counters().eventsMerged());
        store.owner().write(Path.of("/a/5"), new byte[0]);
        assertEquals(List.of("/a/5|t|"), talk.events());
    }

    /** A client that takes nothing costs a bounded queue; when it takes again, it learns to look at all it watches. */
    @Test
    void overrunFiresEveryWatchOnce() throws Exception {
        talk.text(WATCH, "/a|t|");
        talk.text(WATCH, "b|u|");
        talk.events();
        for (int i = 0; i < EventQueue.MAX_EVENTS + 500; i++) {
            store.owner().write(Path.of("/a/" + i), new byte[0]);
        }
        List<String> events = new ArrayList<>(talk.events());
        assertEquals(EventQueue.MAX_EVENTS + 2, events.size());
        assertEquals(List.of("/a|t|", "b|u|"), events.subList(EventQueue.MAX_EVENTS, events.size()));
        assertEquals(500, server.counters().eventsDropped());
        store.owner().write(Path.of("/a/x"), new byte[0]);
        assertEquals(List.of("/a/x|t|"), talk.events());
    }

    /** More watches than a queue has room for: after an overrun each of them fires once, not the first ones for ever. */
    @Test
    void overrunFiresMoreWatchesThanAQueueHolds() throws Exception {
        int watches = EventQueue.MAX_EVENTS + 1000;
        for (int i = 0; i < watches; i++) {
            talk.text(WATCH, "/w/" + i + "|t|");
        }
        talk.text(WATCH, "/a|t|");
        talk.events();
        for (int i = 0; i <= EventQueue.MAX_EVENTS; i++) {
            store.owner().write(Path.of("/a/" + i), new byte[0]);
        }
        List<String> events = talk.events();
        assertEquals(EventQueue.MAX_EVENTS + watches + 1, events.size());
        assertEquals("/w/" + (watches - 1) + "|t|", events.get(events.size() - 2));
        assertEquals("/a|t|", events.get(events.size() - 1));
        talk.text(WRITE, "/a|x");
        assertEquals(List.of("/a|t|"), talk.events());
    }

    @Test
    void overrunByOctets() {
        EventQueue queue = new EventQueue(() -> {}, server.counters());
        byte[] token = new byte[4000];
        for (int i = 0; i < 1000; i++) {
            queue.event("/" + i, token);
        }
        assertTrue(queue.size() * 4000L <= EventQueue.MAX_OCTETS, () -> queue.size() + " events");
        while (queue.poll() != null) {
            assertEquals(queue.size() == 0, queue.endOverrun());
        }
        assertEquals(false, queue.endOverrun());
    }

    /** Events of special nodes are never merged: somebody may count domains. */
    @Test
    void specialEventsAreNotMerged() {
        EventQueue queue = new EventQueue(() -> {}, server.counters());
        for (int i = 0; i < 3000; i++) {
            queue.event("@releaseDomain", new byte[] {'t'});
        }
        assertEquals(3000, queue.size());
    }

    /** Commits of another thread while the server's thread serves: with 20 watches each event comes, in order. */
    @Test
    void concurrentCommits() throws Exception {
        int commits = 2000;
        for (int i = 0; i < 20; i++) {
            talk.text(WATCH, "/a|" + i + "|");
        }
        talk.events();
        Thread other = new Thread(() -> {
            try {
                for (int i = 0; i < commits; i++) {
                    store.owner().write(Path.of("/a/" + i), new byte[0]);
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        other.start();
        List<String> events = new ArrayList<>();
        while (other.isAlive()) {
            events.addAll(talk.events());
            talk.text(WRITE, "/b|1");
        }
        events.addAll(talk.events());
        if (server.counters().eventsDropped() == 0) {
            assertEquals(20 * commits, new HashSet<>(events).size());
        }
        List<String> first = events.stream()
                .filter(event -> event.endsWith("|0|") && !event.startsWith("/a|"))
                .toList();
        List<Integer> numbers = first.stream()
                .map(event -> Integer.valueOf(event.substring(3, event.indexOf('|'))))
                .toList();
        assertEquals(numbers.stream().sorted().toList(), numbers, "one watch sees the order of the commits");
    }
}
