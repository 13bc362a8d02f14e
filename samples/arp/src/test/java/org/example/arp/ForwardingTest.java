package org.example.arp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.family.KeySubscription;
import dev.xylem.family.Keyed;
import dev.xylem.graph.Effects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes out to who follows the table: a toolstack that forwards each change to a place of its own. */
class ForwardingTest {
    private static final int KEYS = 1000;
    private static final int COMMITS = 1000;
    private static final int CHANGES = 3;

    private static Ip ip(int i) {
        return Ip.parse("10-1-" + i / 250 + "-" + i % 250);
    }

    private static Entry entry(int port) {
        return new Entry("00:16:3e:00:00:00", port);
    }

    /**
     * XSA-354: a consumer that sent the whole table for each changed key took a thousand times as much. Here a thousand commits
     * in a table of a thousand keys are a thousand cycles, and each forwards the keys that it changed, and no others.
     */
    @Test
    void xsa354WhatIsForwardedIsWhatChanged() {
        try (XylemNetwork network = XylemNetwork.builder()
                .effects(Effects.direct())
                .initial(tx -> {
                    for (int i = 0; i < KEYS; i++) {
                        tx.neighbours().arp(ip(i), entry(1));
                    }
                })
                .start()) {
            Keyed<Ip, Route> routes = network.changes().neighbours().routes();
            List<Route> forwarded = new ArrayList<>();
            List<KeySubscription<Route>> subscriptions = new ArrayList<>();
            for (int i = 0; i < KEYS; i++) {
                subscriptions.add(routes.subscribe(
                        ip(i),
                        "toolstack " + i,
                        change -> forwarded.add(change.newValue().orElseThrow())));
            }
            List<Route> expected = new ArrayList<>();
            long first = network.snapshot().commit();
            for (int commit = 1; commit <= COMMITS; commit++) {
                int port = 1 + commit;
                int at = commit * CHANGES;
                network.commit(tx -> {
                    for (int i = 0; i < CHANGES; i++) {
                        tx.neighbours().arp(ip((at + i) % KEYS), entry(port));
                    }
                    // Equal to what is there: not in need of being forwarded.
                    tx.neighbours().arp(ip((at - 1) % KEYS), entry(port - 1));
                });
                for (int i = 0; i < CHANGES; i++) {
                    expected.add(Route.of(ip((at + i) % KEYS), entry(port)));
                }
                assertEquals(expected.size(), forwarded.size(), "after commit " + commit);
            }
            assertEquals(first + COMMITS, network.snapshot().commit());
            assertEquals(
                    expected.stream().map(Route::toString).sorted().toList(),
                    forwarded.stream().map(Route::toString).sorted().toList());
            subscriptions.forEach(KeySubscription::close);
        }
    }
}
