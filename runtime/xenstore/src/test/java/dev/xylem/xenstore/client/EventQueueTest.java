package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** XSA-349: what waits for a slow consumer is bounded, and the consumer ends with the last state. */
@Timeout(120)
class EventQueueTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CAPACITY = 100;

    private static String token(ScriptedServer server) {
        return server.received().get(0).split("\\|")[1];
    }

    private static XenstoreClient connect(ScriptedServer server) throws XenstoreException {
        return server.builder().eventCapacity(CAPACITY).connect();
    }

    /** The client has received everything that the server sent before. */
    private static void settle(XenstoreClient client) throws XenstoreException {
        assertEquals("value", client.readText("/settled"));
    }

    @Test
    void equalEventsAreMergedWhileTheyWait() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        try (XenstoreClient client = connect(server);
                EventQueue events = client.events()) {
            Watch watch = events.watch("/a");
            events.poll(LONG);
            for (int i = 0; i < 1000; i++) {
                server.link().event("/a/x", token(server));
                server.link().event("/a/y", token(server));
            }
            settle(client);
            assertEquals(List.of(new WatchEvent(watch, "/a/x"), new WatchEvent(watch, "/a/y")), events.drain());
            assertEquals(1998, events.merged());
            server.link().event("/a/x", token(server));
            assertEquals(List.of(new WatchEvent(watch, "/a/x")), events.poll(LONG), "taken, so it is news again");
            assertEquals(0, events.overruns());
        }
    }

    /** More different paths than there is room for: look at everything below the watch. */
    @Test
    void fullQueueBecomesOneEventForEachWatch() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        try (XenstoreClient client = connect(server);
                EventQueue events = client.events()) {
            Watch watch = events.watch("/a");
            Watch quiet = events.watch("/b");
            settle(client);
            events.drain();
            for (int i = 0; i < 200_000; i++) {
                server.link().event("/a/" + i, token(server));
                if (i % 10_000 == 0) {
                    settle(client);
                }
            }
            settle(client);
            assertEquals(List.of(new WatchEvent(watch, "/a")), events.drain());
            assertEquals(1, events.overruns());
            server.link().event("/a/last", token(server));
            settle(client);
            assertEquals(List.of(new WatchEvent(watch, "/a/last")), events.drain());
            assertEquals("/b", quiet.path());
        }
    }

    /** A producer as fast as it can be, a consumer that takes a look now and then: bounded, and the last one is seen. */
    @Test
    void lastStateIsSeen() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        AtomicInteger state = new AtomicInteger();
        int last = 300_000;
        try (XenstoreClient client = connect(server);
                EventQueue events = client.events()) {
            events.watch("/a");
            String token = token(server);
            Thread producer = new Thread(() -> {
                for (int i = 1; i <= last; i++) {
                    state.set(i);
                    server.link().event("/a/" + i % 1000, token);
                    if (i % 10_000 == 0) {
                        Thread.yield();
                    }
                }
            });
            producer.start();
            int seen = 0;
            while (seen < last) {
                List<WatchEvent> some = events.poll(LONG);
                assertTrue(!some.isEmpty() && some.size() <= CAPACITY, () -> some.size() + " events");
                seen = state.get();
            }
            producer.join();
        }
    }

    @Test
    void eventsOfClosedWatchesAreDropped() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        try (XenstoreClient client = connect(server);
                EventQueue events = client.events()) {
            Watch watch = events.watch("/a");
            server.link().event("/a/x", token(server));
            settle(client);
            watch.close();
            assertEquals(List.of(), events.drain());
            server.link().event("/a/x", token(server));
            server.link().event("/a/x", "never heard of");
            settle(client);
            assertEquals(List.of(), events.drain());
            watch.close();
        }
        assertEquals(
                List.of("WATCH", "READ", "UNWATCH", "READ"),
                server.received().stream().map(text -> text.split(" ")[0]).toList());
    }

    /** More watches than the queue has room for: still one event for each. */
    @Test
    void manyWatchesInASmallQueue() throws Exception {
        ScriptedServer server = new ScriptedServer(ScriptedServer::obliging);
        try (XenstoreClient client = server.builder().eventCapacity(3).connect();
                EventQueue events = client.events()) {
            Set<Watch> watches = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                watches.add(events.watch("/" + i));
            }
            settle(client);
            List<Watch> fired = new ArrayList<>();
            events.drain().forEach(event -> fired.add(event.watch()));
            assertEquals(20, fired.size());
            assertEquals(watches, new HashSet<>(fired));
        }
    }

    /** UNWATCH of a pair that the server does not know is no error. */
    @Test
    void unknownWatchIsTolerated() throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (request.is(dev.xylem.xenstore.wire.MessageType.UNWATCH)) {
                link.error(request, "ENOENT");
            } else {
                ScriptedServer.obliging(link, request);
            }
        });
        try (XenstoreClient client = connect(server);
                EventQueue events = client.events()) {
            events.watch("/a").close();
            assertEquals(0, client.registeredWatches());
            settle(client);
        }
    }
}
