package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.CommitRefusedException;
import dev.xylem.graph.Effects;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Effects for each instance of a family. */
class InstanceEffectsTest {
    private final Rig rig = new Rig();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final XylemBridge.Builder builder = XylemBridge.builder()
            .rig(rig)
            .initial(tx -> tx.patchbay().vifs(0, new Vif("a", 1)).vifs(1, new Vif("b", 2)))
            .effects(Effects.direct())
            .onEffectFailure((effect, commit, thrown) -> failures.add(effect + ": " + thrown.getMessage()));

    private List<String> sorted() {
        return rig.taken().stream().sorted().toList();
    }

    @Test
    @DisplayName("Rule 6: an effect for each instance runs for those that appeared, changed or went away, and for no other")
    void onlyForThoseThatChanged() {
        try (XylemBridge bridge = builder.start()) {
            assertEquals(
                    List.of(
                            "change 0 - a below 1000",
                            "change 1 - b below 1000",
                            "open a",
                            "open b",
                            "tell 0 1",
                            "tell 1 2"),
                    sorted(),
                    "at the start for all");
            bridge.commit(tx -> tx.patchbay().vifs(1, new Vif("c", 3)));
            assertEquals(List.of("open c", "close b", "tell 1 3", "change 1 b c below 1000"), rig.taken());
            bridge.commit(tx -> tx.patchbay().vifs(2, new Vif("d", 4)).removeVifs(0));
            assertEquals(
                    List.of(
                            "close a",
                            "open d",
                            "tell 0 -1",
                            "tell 2 4",
                            "change 0 a - below 1000",
                            "change 2 - d below 1000"),
                    rig.taken(),
                    "those that are gone first");
            bridge.commit(tx -> tx.patchbay().vifs(1, new Vif("c", 3)));
            assertEquals(List.of(), rig.taken(), "rule 3");
            bridge.commit(tx -> tx.patchbay().vifs(1, new Vif("c", 0)));
            assertEquals(List.of("close c", "tell 1 0", "change 1 c c below 1000"), rig.taken(), "null holds nothing");
        }
        assertEquals(List.of("close d"), rig.taken());
        assertEquals(List.of(), failures);
    }

    @Test
    @DisplayName("Rule 6: when another value changes, an effect that reads it runs for every instance")
    void others() {
        try (XylemBridge bridge = builder.start()) {
            rig.taken();
            bridge.commit(tx -> tx.patchbay().limit(7).removeVifs(0).vifs(3, new Vif("e", 0)));
            assertEquals(
                    List.of(
                            "change 0 a - below 7",
                            "change 1 b b below 7",
                            "change 3 - e below 7",
                            "close a",
                            "tell 0 -1",
                            "tell 3 0"),
                    sorted());
        }
    }

    @Test
    @DisplayName("Rule 6: what fails to be acquired for an instance leaves it what it had; other instances are served")
    void failing() {
        XylemBridge bridge = builder.start();
        rig.taken();
        rig.failing.add("c");
        rig.failing.add("close d");
        bridge.commit(tx -> tx.patchbay().vifs(0, new Vif("c", 1)).vifs(1, new Vif("d", 1)));
        assertEquals(List.of("patchbay.port[0]: no c"), failures);
        assertTrue(rig.taken().containsAll(List.of("open c", "open d", "close b")));
        bridge.commit(tx -> tx.patchbay().removeVifs(0).removeVifs(1));
        assertEquals(
                List.of("close a", "close d"),
                rig.taken().stream().filter(line -> line.startsWith("close")).sorted().toList());
        bridge.close();
        assertEquals(List.of(), rig.taken());
        assertEquals(List.of("patchbay.port[0]: no c", "patchbay.port[1] (closing): stuck d"), failures);
        assertEquals(2, bridge.effectFailures());
    }

    @Test
    @DisplayName("Rule 6: on the effect thread each commit is told with its own versions, however late")
    void onThread() {
        XylemBridge bridge = builder.effects(Effects.onThread()).start();
        for (int i = 1; i <= 200; i++) {
            int mtu = i;
            bridge.commit(tx -> tx.patchbay().vifs(1, new Vif("b", mtu + 2)));
        }
        bridge.close();
        List<String> log = rig.taken();
        assertEquals(202, log.stream().filter(line -> line.startsWith("tell")).count());
        assertTrue(log.contains("tell 1 77"));
        assertEquals(202, log.stream().filter(line -> line.startsWith("open")).count());
        assertEquals(202, log.stream().filter(line -> line.startsWith("close")).count());
    }

    @Test
    @DisplayName("random commits, failing ones included: calls and what is held equal those of full evaluation")
    void everyCommitEqualsFullEvaluation() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Rig own = new Rig();
            Map<Integer, Vif> model = new HashMap<>();
            try (XylemBridge bridge =
                    XylemBridge.builder().rig(own).effects(Effects.direct()).start()) {
                long limit = 1000;
                for (int step = 0; step < 100; step++) {
                    String where = "seed " + seed + ", step " + step;
                    Map<Integer, Vif> next = new HashMap<>(model);
                    Set<Integer> removed = new HashSet<>();
                    long before = limit;
                    long changes = random.nextLong();
                    long wanted = random.nextInt(5) == 0 ? random.nextInt(3) : limit;
                    if (random.nextInt(5) == 0) {
                        assertThrows(
                                CommitRefusedException.class,
                                () -> bridge.commit(tx -> {
                                    edit(tx, new Random(changes), next, removed);
                                    spoil(tx);
                                }),
                                where);
                        assertEquals(List.of(), own.taken(), where);
                        continue;
                    }
                    bridge.commit(tx -> {
                        next.clear();
                        next.putAll(model);
                        removed.clear();
                        edit(tx, new Random(changes), next, removed);
                        tx.patchbay().limit(wanted);
                    });
                    limit = wanted;
                    assertEquals(expected(model, next, removed, before, limit), own.taken().stream().sorted().toList(), where);
                    model.clear();
                    model.putAll(next);
                }
            }
            List<String> left = own.taken().stream().sorted().toList();
            assertEquals(
                    model.values().stream().filter(vif -> vif.mtu() != 0).map(vif -> "close " + vif.mac()).sorted().toList(),
                    left,
                    "seed " + seed);
        }
    }

    private static void edit(XylemBridge.Tx tx, Random random, Map<Integer, Vif> model, Set<Integer> removed) {
        for (int i = random.nextInt(4); i > 0; i--) {
            int id = random.nextInt(6);
            if (random.nextInt(3) == 0) {
                tx.patchbay().removeVifs(id);
                model.remove(id);
                removed.add(id);
            } else {
                // Addresses with their keys, so that what is held of one instance is told from that of another.
                Vif vif = new Vif(id + "" + (char) ('a' + random.nextInt(2)), random.nextInt(3));
                tx.patchbay().vifs(id, vif);
                model.put(id, vif);
            }
        }
    }

    private static void spoil(XylemBridge.Tx tx) {
        try {
            tx.operations().write(Path.of("/local/domain/0/device/vif/9/mtu"), new byte[] {'x'});
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> expected(
            Map<Integer, Vif> old, Map<Integer, Vif> now, Set<Integer> removed, long before, long limit) {
        List<String> expected = new ArrayList<>();
        TreeSet<Integer> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (int key : keys) {
            Vif was = old.get(key);
            Vif is = now.get(key);
            if (was != null && is != null && removed.contains(key)) {
                // Rule 9: another instance, even if it is equal.
                expected(key, was, null, before, limit, expected);
                expected(key, null, is, before, limit, expected);
            } else {
                expected(key, was, is, before, limit, expected);
            }
        }
        return expected.stream().sorted().toList();
    }

    private static void expected(int key, Vif was, Vif is, long before, long limit, List<String> expected) {
        boolean changed = was == null || !was.equals(is);
        if (changed) {
            expected.add("tell " + key + " " + (is == null ? -1 : is.mtu()));
            if (is != null && is.mtu() != 0) {
                expected.add("open " + is.mac());
            }
            if (was != null && was.mtu() != 0) {
                expected.add("close " + was.mac());
            }
        }
        if (changed || before != limit) {
            expected.add("change " + key + " " + (was == null ? "-" : was.mac()) + " "
                    + (is == null ? "-" : is.mac()) + " below " + limit);
        }
    }
}
