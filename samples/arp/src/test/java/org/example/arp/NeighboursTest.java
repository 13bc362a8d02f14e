package org.example.arp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.Change;
import dev.xylem.CommitRefusedException;
import dev.xylem.DryRun;
import dev.xylem.Subscription;
import dev.xylem.family.Family;
import dev.xylem.graph.Effects;
import dev.xylem.spi.Values;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static XylemNetwork network() {
        return XylemNetwork.builder().effects(Effects.direct()).start();
    }

    private static Ip ip(int last) {
        return Ip.parse("10-0-0-" + last);
    }

    /** Random transactions, of typed and of raw writes, right and wrong ones, against full evaluation of a map. */
    @Test
    void everyCommitEqualsFullEvaluation() {
        for (int seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            Map<Ip, Entry> model = new HashMap<>();
            List<Change<Optional<Route>>> told = new ArrayList<>();
            try (XylemNetwork network = network()) {
                Ip watched = ip(3);
                network.changes().neighbours().routes().subscribe(watched, "test", told::add);
                int expected = 0;
                for (int step = 0; step < 100; step++) {
                    Map<Ip, Entry> next = new HashMap<>(model);
                    long changes = random.nextLong();
                    boolean right = random.nextInt(4) > 0;
                    String where = "seed " + seed + ", step " + step;
                    Family<Ip, Entry> before = network.neighbours().arp();
                    if (right) {
                        network.commit(tx -> write(tx, new Random(changes), next));
                        expected += route(model, watched).equals(route(next, watched)) ? 0 : 1;
                        model = next;
                    } else {
                        assertThrows(
                                CommitRefusedException.class,
                                () -> network.commit(tx -> {
                                    write(tx, new Random(changes), next);
                                    spoil(tx.operations(), (int) (changes & 3));
                                }),
                                where);
                        assertSame(before, network.neighbours().arp(), where);
                    }
                    XylemNetwork.Snapshot all = network.snapshot();
                    assertEquals(model, all.neighbours().arp().toMap(), where);
                    Map<Ip, Route> routes = new HashMap<>();
                    model.forEach((ip, entry) -> routes.put(ip, Route.of(ip, entry)));
                    assertEquals(routes, all.neighbours().routes().toMap(), where);
                    assertEquals(
                            model.values().stream().filter(Entry::away).count(),
                            all.neighbours().away(),
                            where);
                    assertEquals(expected, told.size(), where);
                }
            }
        }
    }

    private static Optional<Route> route(Map<Ip, Entry> model, Ip ip) {
        return Optional.ofNullable(model.get(ip)).map(entry -> Route.of(ip, entry));
    }

    private static void write(XylemNetwork.Tx tx, Random random, Map<Ip, Entry> model) {
        if (random.nextInt(40) == 0) {
            raw(() -> tx.operations().mkdir(Path.of("/local/domain/0/arp")));
            raw(() -> tx.operations().remove(Path.of("/local/domain/0/arp")));
            model.clear();
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            Ip ip = ip(random.nextInt(8));
            Entry entry = new Entry("mac " + random.nextInt(3), random.nextInt(3));
            switch (random.nextInt(3)) {
                case 0 -> {
                    tx.neighbours().removeArp(ip);
                    model.remove(ip);
                }
                case 1 -> {
                    tx.neighbours().arp(ip, entry);
                    model.put(ip, entry);
                }
                default -> {
                    Entry old = model.getOrDefault(ip, new Entry("", 0));
                    raw(() -> tx.operations().write(at(ip + "/mac"), bytes(entry.mac())));
                    model.put(ip, new Entry(entry.mac(), old.port()));
                }
            }
        }
    }

    private static void spoil(Operations operations, int how) {
        switch (how) {
            case 0 -> raw(() -> operations.write(at("10-0-0-1/port"), bytes("many")));
            case 1 -> raw(() -> operations.write(at("10-0-0-200/port"), bytes("1")));
            case 2 -> raw(() -> operations.write(at("10-0-0-01/mac"), bytes("two names for one key")));
            default -> raw(() -> operations.write(at("nowhere/mac"), bytes("no key")));
        }
    }

    private static Path at(String below) {
        return Path.of("/local/domain/0/arp/" + below);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Request {
        void run() throws StoreException;
    }

    private static void raw(Request request) {
        try {
            request.run();
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyProblemOfEveryInstanceIsNamed() {
        try (XylemNetwork network = network()) {
            CommitRefusedException refused = assertThrows(
                    CommitRefusedException.class,
                    () -> network.commit(tx -> {
                        for (int how = 0; how < 4; how++) {
                            spoil(tx.operations(), how);
                        }
                    }));
            assertEquals(
                    List.of(
                            "/local/domain/0/arp/10-0-0-1/mac",
                            "/local/domain/0/arp/10-0-0-1/port",
                            "/local/domain/0/arp/10-0-0-200/mac",
                            "/local/domain/0/arp/10-0-0-01",
                            "/local/domain/0/arp/nowhere"),
                    refused.problems().stream().map(problem -> problem.path()).toList());
            assertEquals(
                    "a child of this key is named 10-0-0-1; rename the node, for neighbours.arp",
                    refused.problems().get(3).rule());
        }
    }

    /** Rule 9: what is created again under a name is a new instance, and the commits say so. */
    @Test
    void rule9AReCreatedNodeIsANewInstance() {
        try (XylemNetwork network = network()) {
            List<Change<Optional<Entry>>> told = new ArrayList<>();
            network.changes().neighbours().arp().subscribe(ip(1), "test", told::add);
            Entry entry = new Entry("mac", 1);
            network.commit(tx -> tx.neighbours().arp(ip(1), entry));
            network.commit(tx -> tx.neighbours().removeArp(ip(1)));
            network.commit(tx -> tx.neighbours().arp(ip(1), entry));
            assertEquals(
                    List.of(
                            new Change<>(Optional.empty(), Optional.of(entry)),
                            new Change<>(Optional.of(entry), Optional.empty()),
                            new Change<>(Optional.empty(), Optional.of(entry))),
                    told);
        }
    }

    @Test
    void instancesAreExplained() {
        try (XylemNetwork network = network()) {
            network.commit(tx -> tx.neighbours().arp(ip(1), new Entry("mac", 1)));
            network.changes().neighbours().arp().subscribe(ip(1), "flow 7", change -> {});
            assertEquals("""
                    neighbours.arp[10-0-0-1] = Entry[mac=mac, port=1], /local/domain/0/arp/10-0-0-1, last changed in commit 2
                      of: neighbours.arp = 1 instance (Family<Ip, Entry>), /local/domain/0/arp, last changed in commit 2
                      subscribers:
                        flow 7
                    """, network.explain("neighbours.arp[10-0-0-1]"));
            IllegalArgumentException none =
                    assertThrows(IllegalArgumentException.class, () -> network.explain("neighbours.arp[10-0-0-2]"));
            assertEquals("neighbours.arp has no instance 10-0-0-2", none.getMessage());
        }
    }

    @Test
    void aDryRunChangesNothing() {
        try (XylemNetwork network = network()) {
            DryRun run = network.dryRun(tx -> tx.neighbours().arp(ip(1), new Entry("mac", 0)));
            assertEquals(List.of("neighbours.routes", "neighbours.away"), run.recomputed());
            assertEquals(0, network.neighbours().arp().size());
            assertNotNull(run.toString());
        }
    }

    /** What exports show: each family by its keys, and which of them a commit changed. */
    @Test
    void exportsSeeInstancesByTheTextOfTheirKeys() {
        try (XylemNetwork network = network()) {
            Values values = network.exported().values();
            Values.Instances entries = instances(values, "neighbours.arp");
            Values.Instances routes = instances(values, "neighbours.routes");
            assertEquals(List.of(), entries.keys());
            List<String> told = new ArrayList<>();
            try (Subscription subscription = routes.subscribe((commit, keys) -> told.add(commit + " " + keys))) {
                assertNotNull(subscription);
                network.commit(
                        tx -> tx.neighbours().arp(ip(7), new Entry("a", 1)).arp(ip(3), new Entry("b", 0)));
                network.commit(tx -> tx.neighbours().arp(ip(7), new Entry("a", 2)));
                assertEquals(List.of("10-0-0-3", "10-0-0-7"), entries.keys());
                network.commit(tx -> tx.neighbours().removeArp(ip(3)));
            }
            long last = network.store().snapshot().number();
            assertEquals(
                    List.of(last - 2 + " [10-0-0-3, 10-0-0-7]", last - 1 + " [10-0-0-7]", last + " [10-0-0-3]"), told);
            assertEquals(List.of("10-0-0-7"), routes.keys());
            assertEquals(Path.of("/local/domain/0/arp/10-0-0-7"), entries.path("10-0-0-7"));
            assertNull(entries.path("10-0-0-3"));
            assertNull(routes.path("10-0-0-7"));
            assertFalse(entries.single());
            Route route = network.neighbours().routes().get(ip(7)).orElseThrow();
            assertEquals(route.toString(), new String(routes.text("10-0-0-7"), StandardCharsets.UTF_8));
            assertNull(routes.text("10-0-0-3"));
        }
    }

    private static Values.Instances instances(Values values, String name) {
        return values.list().stream()
                .filter(value -> value.name().equals(name))
                .map(values::instances)
                .findFirst()
                .orElseThrow();
    }
}
