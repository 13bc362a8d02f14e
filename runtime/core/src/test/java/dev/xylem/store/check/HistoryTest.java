package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.check.Budget;
import dev.xylem.check.Mismatch;
import dev.xylem.check.Property;
import dev.xylem.store.check.HistorySteps.Step;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelCycle;
import dev.xylem.store.model.ModelLives;
import dev.xylem.store.model.ModelNode;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelSession;
import dev.xylem.store.model.ModelStore;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of everything a store does, in step with the model: replies, events (V-3 to V-8, V-12), commit numbers
 * (rule 1), the tree, owners' counts, refused requests without a trace, published values and refusals (rules 4
 * and 5), and principals that end and come back as others.
 */
class HistoryTest {
    /** Publishes the two values side by side; refuses {@code bad} ones. */
    static final ModelCycle CYCLE = new ModelCycle() {
        @Override
        public boolean refuses(ModelTree merged) {
            return value(merged, "/a").equals("bad") || value(merged, "/a/b").equals("bad");
        }

        @Override
        public Map<String, String> publishes(ModelTree merged) {
            return Map.of(HistorySteps.PUBLISHED, value(merged, "/a") + "|" + value(merged, "/a/b"));
        }
    };

    static String value(ModelTree tree, String path) {
        ModelNode node = tree.nodes().get(path);
        return node == null ? "" : node.value();
    }

    @Test
    void historiesWithoutLimits() {
        report(property("history", ModelQuotas.NONE));
    }

    @Test
    void historiesWithTightLimits() {
        report(property("history with quotas", new ModelQuotas(3, 14, 3, 2, 2)));
    }

    private static void report(Property<Step> property) {
        long histories = property.holds(Budget.part(2));
        System.out.printf("%s: %,d random histories%n", property.name(), histories);
        assertTrue(histories > 0);
    }

    private static Property<Step> property(String name, ModelQuotas quotas) {
        return new Property<>(name, HistorySteps::generate, steps -> run(steps, quotas));
    }

    private static @Nullable String run(List<Step> steps, ModelQuotas quotas) {
        try (StoreHistory real = new StoreHistory(quotas)) {
            Run run = new Run(real, quotas);
            for (Step step : steps) {
                run.step(step);
            }
            return null;
        } catch (Mismatch mismatch) {
            return mismatch.getMessage();
        }
    }

    /** One history on both. */
    private static final class Run {
        private final StoreHistory real;
        private final ModelStore model;
        private final ModelLives lives = new ModelLives();
        private final List<ModelSession> sessions = new ArrayList<>();

        Run(StoreHistory real, ModelQuotas quotas) {
            this.real = real;
            model = new ModelStore(
                    real.tree(lives), real.number(), quotas, CYCLE, Set.of(HistorySteps.PUBLISHED), lives);
            for (ModelCaller caller : HistorySteps.CALLERS) {
                sessions.add(model.session(caller));
                real.open(caller);
            }
            step(new Step.Request(0, 0, Op.setPerms("/", "b0")));
            step(new Step.Request(0, 0, Op.setPerms("/pub", "b0")));
        }

        void step(Step step) {
            Mismatch.check(step.toString(), model(step), real.step(step));
            for (int i = 0; i < sessions.size(); i++) {
                Mismatch.check(
                        "events of session " + i + " after " + step,
                        sessions.get(i).takeEvents(),
                        real.takeEvents(i));
            }
            Mismatch.check("commit number after " + step, model.number(), real.number());
            Mismatch.check("refusals after " + step, model.refusals(), real.refusals());
            ModelTree tree = real.tree(lives);
            if (!tree.equals(model.tree())) {
                throw new Mismatch("the tree after " + step, model.tree(), tree);
            }
            Mismatch.check("counters after " + step, List.of(), real.check());
            for (int owner = 1; owner <= 3; owner++) {
                Mismatch.check(
                        "nodes owned by " + owner + " after " + step,
                        model.tree().counts().getOrDefault(lives.now(owner), 0),
                        real.owned(owner));
            }
        }

        private String model(Step step) {
            ModelSession session = sessions.get(step.session());
            int number = ModelLives.number(session.caller().id());
            if (step instanceof Step.Birth) {
                model.born(number);
                for (int i = 0; i < sessions.size(); i++) {
                    ModelSession former = sessions.get(i);
                    if (ModelLives.number(former.caller().id()) == number && !model.alive(former)) {
                        sessions.set(i, model.session(former.caller()));
                    }
                }
            } else if (!model.alive(session)) {
                return "dead";
            } else if (step instanceof Step.Death) {
                model.die(session.caller().id());
            } else if (step instanceof Step.Request request) {
                return request.transaction() == 0
                        ? model.apply(session, request.operation())
                        : model.apply(session, request.transaction(), request.operation());
            } else if (step instanceof Step.Begin begin) {
                return session.open().contains(begin.transaction()) ? "-" : model.begin(session, begin.transaction());
            } else if (step instanceof Step.End end) {
                return model.end(session, end.transaction(), end.accept());
            } else if (step instanceof Step.Watch watch) {
                return model.watch(session, watch.watch());
            } else if (step instanceof Step.Unwatch watch) {
                return model.unwatch(session, watch.watch());
            } else if (step instanceof Step.Reset) {
                session.reset();
            } else {
                model.close(session);
                sessions.set(step.session(), model.session(session.caller()));
            }
            return "OK";
        }
    }
}
