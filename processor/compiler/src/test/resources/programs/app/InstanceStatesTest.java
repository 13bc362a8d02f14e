package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.CommitRefusedException;
import dev.xylem.graph.Effects;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** State for each instance of a family. */
class InstanceStatesTest {
    private final Rig rig = new Rig();

    private XylemCounting start() {
        return XylemCounting.builder()
                .rig(rig)
                .initial(tx -> tx.counters().vifs(0, new Vif("a", 10)).vifs(1, new Vif("b", 20)))
                .effects(Effects.direct())
                .start();
    }

    @Test
    @DisplayName("Rule 9: the state of an instance begins with it, goes on when it changes, and goes with it")
    void lives() {
        try (XylemCounting program = start()) {
            assertEquals(Map.of(0, 0, 1, 0), program.counters().changes().toMap());
            assertEquals(Map.of(0, 10L, 1, 20L), program.counters().total().toMap());
            assertEquals(Map.of(0, -1L, 1, -1L), program.counters().greatest().toMap());
            program.commit(tx -> tx.counters().vifs(0, new Vif("c", 5)));
            assertEquals(Map.of(0, 1, 1, 0), program.counters().changes().toMap());
            assertEquals(Map.of(0, 15L, 1, 20L), program.counters().total().toMap());
            assertEquals(
                    Map.of(0, Optional.of("c"), 1, Optional.empty()), program.counters().last().toMap());
            assertEquals(Map.of(0, 15L, 1, -1L), program.counters().greatest().toMap());
            assertEquals(35, program.counters().all());
            rig.taken();
            program.commit(tx -> tx.counters().removeVifs(0).step(2));
            assertEquals(Map.of(1, 60L), program.counters().total().toMap());
            assertEquals(List.of("0: gone"), rig.taken());
            program.commit(tx -> tx.counters().vifs(0, new Vif("c", 7)));
            assertEquals(Map.of(0, 14L, 1, 60L), program.counters().total().toMap());
            assertEquals(Map.of(0, 0, 1, 0), program.counters().changes().toMap());
            program.commit(tx -> tx.counters().epoch(1));
            assertEquals(Map.of(0, 0L, 1, 0L), program.counters().total().toMap());
            assertEquals("""
                    counters.changes = 2 instances (Family<Integer, Integer>), inputs of commit 4
                      How often an instance was changed.
                      rule: Counters.changes(previous, each of vifs)
                      sources:
                        counters.vifs = 2 instances (Family<Integer, Vif>), /local/domain/0/device/vif, last changed in commit 4
                      inputs:
                        counters.vifs = 2 instances (Family<Integer, Vif>), /local/domain/0/device/vif, last changed in commit 4
                      dependents:
                        counters.tell (effect)
                    """, program.explain("counters.changes").toString());
        }
    }

    @Test
    @DisplayName("Rule 9: what is removed and created again in one commit is a new instance, with a new state")
    void renewed() {
        try (XylemCounting program = start()) {
            program.commit(tx -> tx.counters().vifs(0, new Vif("c", 5)));
            assertEquals(1, program.counters().changes().get(0).orElseThrow());
            rig.taken();
            program.commit(tx -> tx.counters().removeVifs(0).vifs(0, new Vif("c", 5)));
            assertEquals(Map.of(0, 0, 1, 0), program.counters().changes().toMap());
            assertEquals(Map.of(0, 5L, 1, 20L), program.counters().total().toMap());
            assertEquals(List.of("0: gone", "0: 0"), rig.taken());
            program.commit(tx -> {
                remove(tx, "device");
                tx.counters().vifs(1, new Vif("b", 21)).step(3);
            });
            assertEquals(Map.of(1, 63L), program.counters().total().toMap());
        }
    }

    @Test
    @DisplayName("Rule 4: a commit whose states cannot go on is refused and leaves them")
    void refused() {
        try (XylemCounting program = start()) {
            program.commit(tx -> tx.counters().vifs(0, new Vif("c", 5)));
            var before = program.counters().changes();
            CommitRefusedException refused = assertThrows(
                    CommitRefusedException.class, () -> program.commit(tx -> tx.counters()
                            .vifs(0, new Vif("c", 666))
                            .vifs(1, new Vif("c", 6))));
            assertEquals("counters.changes", refused.problems().get(0).path());
            assertSame(before, program.counters().changes());
            program.commit(tx -> tx.counters().vifs(0, new Vif("c", 6)));
            assertEquals(Map.of(0, 2, 1, 0), program.counters().changes().toMap());
        }
    }

    /** What a state is by the rules. */
    private record Model(Vif vif, int changes, long total, Optional<String> last) {}

    @Test
    @DisplayName("random commits, failing ones included: every state equals that of a model, and no other instance is visited")
    void everyCommitEqualsTheModel() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Map<Integer, Model> model = new HashMap<>();
            int[] runs = {0};
            rig.during = () -> runs[0]++;
            try (XylemCounting program =
                    XylemCounting.builder().rig(rig).effects(Effects.direct()).start()) {
                long step = 1;
                int epoch = 0;
                for (int i = 0; i < 150; i++) {
                    String where = "seed " + seed + ", step " + i;
                    long changes = random.nextLong();
                    boolean fails = random.nextInt(5) == 0;
                    long nextStep = random.nextInt(8) == 0 ? random.nextInt(4) : step;
                    int nextEpoch = random.nextInt(12) == 0 ? epoch + 1 : epoch;
                    Map<Integer, Vif> now = new HashMap<>();
                    model.forEach((key, state) -> now.put(key, state.vif()));
                    Map<Integer, Boolean> fresh = new HashMap<>();
                    runs[0] = 0;
                    try {
                        program.commit(tx -> {
                            now.clear();
                            model.forEach((key, state) -> now.put(key, state.vif()));
                            fresh.clear();
                            edit(tx, new Random(changes), now, fresh);
                            tx.counters().step(nextStep).epoch(nextEpoch);
                            if (fails) {
                                tx.counters().vifs(77, new Vif("x", 666)).vifs(77, new Vif("y", 666));
                                write(tx, "device/vif/8/mtu");
                            }
                        });
                        assertEquals(false, fails, where);
                    } catch (CommitRefusedException e) {
                        assertEquals(true, fails, where);
                        continue;
                    }
                    Map<Integer, Model> after = new HashMap<>();
                    int expected = 0;
                    for (var entry : now.entrySet()) {
                        int key = entry.getKey();
                        Vif vif = entry.getValue();
                        Model old = fresh.containsKey(key) ? null : model.get(key);
                        boolean changed = old != null && !old.vif().equals(vif);
                        boolean reset = nextEpoch != epoch;
                        boolean ran = !reset && (old == null || changed || nextStep != step);
                        expected += ran ? 1 : 0;
                        after.put(
                                key,
                                new Model(
                                        vif,
                                        old == null ? 0 : old.changes() + (changed ? 1 : 0),
                                        reset
                                                ? 0
                                                : (old == null ? 0 : old.total()) + (ran ? vif.mtu() * nextStep : 0),
                                        old == null
                                                ? Optional.empty()
                                                : changed ? Optional.of(vif.mac()) : old.last()));
                    }
                    model.clear();
                    model.putAll(after);
                    step = nextStep;
                    epoch = nextEpoch;
                    assertEquals(expected, runs[0], where);
                    after.forEach((key, state) -> {
                        assertEquals(Optional.of(state.changes()), program.counters().changes().get(key), where);
                        assertEquals(Optional.of(state.total()), program.counters().total().get(key), where);
                        assertEquals(Optional.of(state.last()), program.counters().last().get(key), where);
                    });
                    assertEquals(after.size(), program.counters().total().size(), where);
                    assertEquals(
                            after.values().stream().mapToLong(Model::total).sum(), program.counters().all(), where);
                }
            }
        }
    }

    private static void edit(
            XylemCounting.Tx tx, Random random, Map<Integer, Vif> model, Map<Integer, Boolean> fresh) {
        for (int i = random.nextInt(4); i > 0; i--) {
            int id = random.nextInt(6);
            Vif vif = new Vif("" + random.nextInt(3), random.nextInt(3));
            int what = random.nextInt(4);
            if (what <= 1) {
                tx.counters().removeVifs(id);
                if (model.remove(id) != null) {
                    fresh.put(id, true);
                }
            }
            if (what >= 1) {
                tx.counters().vifs(id, vif);
                model.put(id, vif);
            }
        }
    }

    private static void write(XylemCounting.Tx tx, String path) {
        try {
            tx.operations().write(Path.of("/local/domain/0/" + path), new byte[] {'x'});
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static void remove(XylemCounting.Tx tx, String path) {
        try {
            tx.operations().remove(Path.of("/local/domain/0/" + path));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
