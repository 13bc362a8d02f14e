package org.example.arp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.family.Keyed;
import dev.xylem.graph.Effects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MigrationTest {
    private static final Ip MOVING = Ip.parse("10-0-0-7");
    private static final String MAC = "00:16:3e:00:00:07";

    private static XylemNetwork network() {
        return XylemNetwork.builder()
                .effects(Effects.direct())
                .initial(tx -> {
                    for (int i = 0; i < 1000; i++) {
                        tx.neighbours().arp(ip(i), new Entry("00:16:3e:00:00:00", 1 + i));
                    }
                    tx.neighbours().arp(MOVING, new Entry(MAC, 7));
                })
                .start();
    }

    private static Ip ip(int i) {
        return Ip.parse("10-1-" + i / 250 + "-" + i % 250);
    }

    /** Of a thousand flows, the ten to the machine that moves are told, once, in the commit that moves it. */
    @Test
    void exactlyTheFlowsOfTheMigratedAddressRun() {
        try (XylemNetwork network = network()) {
            Keyed<Ip, Route> routes = network.changes().neighbours().routes();
            List<Flow> flows = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                flows.add(new Flow("flow " + i, i % 100 == 0 ? MOVING : ip(i), routes));
            }
            List<String> dependents = routes.dependents(MOVING);
            assertEquals(10, dependents.size());

            network.commit(tx -> tx.neighbours().arp(MOVING, new Entry(MAC, 0)));

            for (int i = 0; i < 1000; i++) {
                assertEquals(i % 100 == 0 ? 1 : 0, flows.get(i).moves(), "flow " + i);
            }
            assertEquals(
                    MAC + " by the uplink", flows.get(100).route().orElseThrow().header());
            assertEquals(dependents, routes.dependents(MOVING));
            assertEquals(1, network.neighbours().away());
            flows.forEach(Flow::close);
            assertEquals(List.of(), routes.dependents(MOVING));
        }
    }

    /** What is equal to what was there before is told to nobody (rule 3). */
    @Test
    void anEqualEntryMovesNothing() {
        try (XylemNetwork network = network();
                Flow flow =
                        new Flow("flow", MOVING, network.changes().neighbours().routes())) {
            network.commit(tx -> tx.neighbours().arp(MOVING, new Entry(MAC, 7)));
            assertEquals(0, flow.moves());
        }
    }

    /** A flow that begins while others are told has the new route, and is not told of it again. */
    @Test
    void aFlowThatBeginsDuringTheCycleSeesTheNewEntry() {
        try (XylemNetwork network = network()) {
            Keyed<Ip, Route> routes = network.changes().neighbours().routes();
            List<Flow> late = new ArrayList<>();
            routes.subscribe(MOVING, "watcher", change -> late.add(new Flow("late", MOVING, routes)));
            network.commit(tx -> tx.neighbours().arp(MOVING, new Entry(MAC, 0)));
            assertEquals(1, late.size());
            assertEquals(
                    MAC + " by the uplink", late.get(0).route().orElseThrow().header());
            assertEquals(0, late.get(0).moves());
            late.get(0).close();
        }
    }

    /** An address that goes and comes again is told as such, and nothing is told after the end of a subscription. */
    @Test
    void anEntryGoesAndComesAgain() {
        try (XylemNetwork network = network()) {
            Flow flow = new Flow("flow", MOVING, network.changes().neighbours().routes());
            network.commit(tx -> tx.neighbours().removeArp(MOVING));
            assertEquals(Optional.empty(), flow.route());
            network.commit(tx -> tx.neighbours().arp(MOVING, new Entry(MAC, 7)));
            assertEquals(2, flow.moves());
            flow.close();
            network.commit(tx -> tx.neighbours().removeArp(MOVING));
            assertEquals(2, flow.moves());
        }
    }
}
