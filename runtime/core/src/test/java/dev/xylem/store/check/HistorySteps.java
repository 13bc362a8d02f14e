package dev.xylem.store.check;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random histories: what several sessions of several principals do one after the other. */
final class HistorySteps {
    /** The sessions; the second and third are of one principal, the fourth has it as its target. */
    static final List<ModelCaller> CALLERS = List.of(
            ModelCaller.toolstack(),
            ModelCaller.guest(1),
            ModelCaller.guest(1),
            new ModelCaller(2, false, 1, false),
            ModelCaller.guest(3));

    /** Published by the application. */
    static final String PUBLISHED = "/pub/sum";

    private static final List<String> PATHS = List.of(
            "/",
            "/a",
            "/a/b",
            "/a/c",
            "/a/b/d",
            "/a/b/d/e",
            "/f",
            "/pub",
            "/pub/other",
            PUBLISHED,
            "/local/domain/1",
            "/local/domain/1/x",
            "/local/domain/2/x/y");
    private static final List<String> ACLS =
            List.of("n0", "r0", "b0", "n1", "n1,b2", "w2,r1", "b2", "b3", "n0,b1,r2", "n3,n1,n2,n0", "r1,w3,w2");
    private static final List<String> VALUES = List.of("x", "y", "", "bad", "x");

    private HistorySteps() {}

    /** One thing that one session does; {@code transaction} 0 is none. */
    sealed interface Step {
        int session();

        record Request(int session, int transaction, Op operation) implements Step {}

        record Begin(int session, int transaction) implements Step {}

        record End(int session, int transaction, boolean accept) implements Step {}

        record Watch(int session, ModelWatch watch) implements Step {}

        record Unwatch(int session, ModelWatch watch) implements Step {}

        record Reset(int session) implements Step {}

        record Reconnect(int session) implements Step {}

        /** Ends the principal of the session. */
        record Death(int session) implements Step {}

        /** Another principal gets the number, if nobody has it. */
        record Birth(int session) implements Step {}
    }

    static List<Step> generate(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            steps.add(new Step.Request(0, 0, changing(random)));
        }
        for (int i = 5 + random.nextInt(60); i > 0; i--) {
            steps.add(step(random));
        }
        return steps;
    }

    private static Step step(Random random) {
        int session = random.nextInt(CALLERS.size());
        int transaction = 1 + random.nextInt(3);
        int kind = random.nextInt(100);
        if (kind < 35) {
            return new Step.Request(session, 0, operation(random));
        } else if (kind < 60) {
            return new Step.Request(session, transaction, operation(random));
        } else if (kind < 71) {
            return new Step.Begin(session, transaction);
        } else if (kind < 82) {
            return new Step.End(session, transaction, random.nextInt(6) > 0);
        } else if (kind < 93) {
            return new Step.Watch(session, watch(random, session));
        } else if (kind < 96) {
            return new Step.Unwatch(session, watch(random, session));
        } else if (kind < 98) {
            int guest = Math.max(1, session);
            return random.nextInt(3) == 0 ? new Step.Death(guest) : new Step.Birth(guest);
        } else {
            return random.nextBoolean() ? new Step.Reset(session) : new Step.Reconnect(session);
        }
    }

    private static ModelWatch watch(Random random, int session) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        String home = "/local/domain/" + CALLERS.get(session).id();
        boolean relative = path.startsWith(home + "/") && random.nextBoolean();
        int depth = random.nextBoolean() ? -1 : random.nextInt(3);
        return new ModelWatch(path, relative ? home : "", "t" + random.nextInt(2), depth);
    }

    private static Op operation(Random random) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> Op.read(path);
            case 2 -> Op.directory(path);
            case 3 -> Op.getPerms(path);
            default -> changing(random);
        };
    }

    private static Op changing(Random random) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> Op.mkdir(path);
            case 1 -> Op.rm(path);
            case 2, 3 -> Op.setPerms(path, ACLS.get(random.nextInt(ACLS.size())));
            default -> Op.write(path, VALUES.get(random.nextInt(VALUES.size())));
        };
    }
}
