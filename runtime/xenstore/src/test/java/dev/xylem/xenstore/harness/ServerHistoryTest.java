package dev.xylem.xenstore.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Problem;
import dev.xylem.check.Budget;
import dev.xylem.check.Mismatch;
import dev.xylem.check.Property;
import dev.xylem.store.Cycle;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelCycle;
import dev.xylem.store.model.ModelLives;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelSession;
import dev.xylem.store.model.ModelStore;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import dev.xylem.xenstore.harness.ServerSteps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random histories on the wire in step with the model: several clients, live and stale transaction ids, watches, quotas, resets,
 * reconnection, INTRODUCE of known domains, ends and releases of domains, and new ones with their numbers. After each step
 * replies, events, commit numbers, the tree, owners' counts and recounts are compared, and nothing may have failed in an
 * unforeseen way.
 */
class ServerHistoryTest {
    @Test
    @DisplayName("histories without limits")
    void withoutLimits() {
        report(property("server history", ModelQuotas.NONE));
    }

    @Test
    @DisplayName("histories with tight limits: what a quota refuses leaves no trace")
    void withTightLimits() {
        report(property("server history with quotas", new ModelQuotas(3, 14, 3, 2, 2)));
    }

    private static void report(Property<Step> property) {
        long histories = property.holds(Budget.part(3));
        System.out.printf("%s: %,d random histories%n", property.name(), histories);
        assertTrue(histories > 0);
    }

    private static Property<Step> property(String name, ModelQuotas quotas) {
        return new Property<>(name, ServerSteps::generate, steps -> run(steps, quotas, Cycle.NONE, ModelCycle.NONE, 0));
    }

    /** The n-th commit of a history, for every n: the application refuses it, or fails. */
    @Test
    @DisplayName("XSA-414, XSA-415, XSA-421: a commit that fails at any step has no effect but its error")
    void faultsAtEveryCommit() {
        for (long seed = 1; seed <= 12; seed++) {
            List<Step> steps = ServerSteps.generate(new Random(seed)).stream()
                    .filter(step -> !(step instanceof Step.Death))
                    .toList();
            for (boolean refuse : new boolean[] {true, false}) {
                for (int n = 1; n <= 20; n++) {
                    String failure =
                            run(steps, ModelQuotas.NONE, new FailingCycle(n, refuse), refusing(n), refuse ? 0 : 1);
                    assertTrue(failure == null, "seed " + seed + ", fault " + n + ": " + failure);
                }
            }
        }
    }

    private static ModelCycle refusing(int n) {
        return new ModelCycle() {
            private int commits;

            @Override
            public boolean refuses(ModelTree merged) {
                return ++commits == n + PREPARING;
            }
        };
    }

    /** Commits before the history begins. */
    private static final int PREPARING = 1;

    /** Fails at one commit. */
    private static final class FailingCycle implements Cycle {
        private final int n;
        private final boolean refuse;
        private int commits;

        FailingCycle(int n, boolean refuse) {
            this.n = n + PREPARING;
            this.refuse = refuse;
        }

        @Override
        public void run(Proposal proposal) throws RefusedException {
            if (++commits != n) {
                proposal.accept();
            } else if (refuse) {
                throw new RefusedException(List.of(new Problem("/", "", "anything else")));
            } else {
                throw new IllegalStateException("a bug in the application");
            }
        }
    }

    private static @Nullable String run(
            List<Step> steps, ModelQuotas quotas, Cycle cycle, ModelCycle modelCycle, int failures) {
        try (ModelSite real = new ModelSite(quotas, cycle)) {
            Run run = new Run(real, quotas, modelCycle, failures > 0);
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
        private final ModelSite real;
        private final ModelStore model;
        private final boolean fails;
        private final ModelLives lives = new ModelLives();
        private final List<ModelSession> sessions = new ArrayList<>();

        Run(ModelSite real, ModelQuotas quotas, ModelCycle cycle, boolean fails) {
            this.real = real;
            this.fails = fails;
            model = new ModelStore(real.tree(lives), real.number(), quotas, cycle, Set.of(), lives);
            for (ModelCaller caller : ServerSteps.CALLERS) {
                sessions.add(model.session(caller));
            }
            step(new Step.Request(0, 0, Op.setPerms("/", "b0")));
        }

        void step(Step step) {
            String expected = model(step);
            // The model knows refusals only; an application that fails is EIO instead.
            Mismatch.check(
                    step.toString(),
                    fails && expected.equals("!EINVAL") && !isRoot(step) ? "!EIO" : expected,
                    real.step(step));
            for (int i = 0; i < sessions.size(); i++) {
                Mismatch.check(
                        "events of client " + i + " after " + step,
                        sessions.get(i).takeEvents(),
                        real.takeEvents(i));
            }
            Mismatch.check("commit number after " + step, model.number(), real.number());
            ModelTree tree = real.tree(lives);
            if (!tree.equals(model.tree())) {
                throw new Mismatch("the tree after " + step, model.tree(), tree);
            }
            Mismatch.check("counters after " + step, List.of(), real.check());
            Mismatch.check(
                    "unforeseen failures after " + step, fails ? Math.min(1, real.failures()) : 0L, real.failures());
            for (int owner = 1; owner <= 3; owner++) {
                Mismatch.check(
                        "nodes owned by " + owner + " after " + step,
                        model.tree().counts().getOrDefault(lives.now(owner), 0),
                        real.owned(owner));
            }
        }

        private static boolean isRoot(Step step) {
            return step instanceof Step.Request request
                    && request.operation().kind() == Op.Kind.RM
                    && request.operation().path().equals("/");
        }

        private String model(Step step) {
            ModelSession session = sessions.get(step.client());
            int number = ModelSite.number(step.client());
            if (step instanceof Step.Birth) {
                if (!model.alive(session)) {
                    model.born(number);
                    sessions.set(step.client(), model.session(session.caller()));
                }
            } else if (!model.alive(session)) {
                return "dead";
            } else if (step instanceof Step.Death) {
                model.die(session.caller().id());
            } else if (step instanceof Step.Request request) {
                return request.slot() == 0
                        ? model.apply(session, request.operation())
                        : model.apply(session, request.slot(), request.operation());
            } else if (step instanceof Step.Begin begin) {
                return session.open().contains(begin.slot()) ? "-" : model.begin(session, begin.slot());
            } else if (step instanceof Step.End end) {
                return model.end(session, end.slot(), end.accept());
            } else if (step instanceof Step.Watch watch) {
                return model.watch(session, watch.watch());
            } else if (step instanceof Step.Unwatch watch) {
                return model.unwatch(session, watch.watch());
            } else if (step instanceof Step.Reset reset) {
                if (reset.slot() != 0 && !session.open().contains(reset.slot())) {
                    return "!ENOENT";
                }
                session.reset();
            } else {
                session.reset();
            }
            return "OK";
        }
    }
}
