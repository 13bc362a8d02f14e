package dev.xylem.xenstore.harness;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What clients of a server and the machine may do, and random lists of it. */
final class ServerSteps {
    /** Two clients of domain 0, and domains 1 to 3; domain 3 is the stub domain of domain 1. */
    static final List<ModelCaller> CALLERS = List.of(
            ModelCaller.toolstack(),
            ModelCaller.toolstack(),
            ModelCaller.guest(1),
            ModelCaller.guest(2),
            new ModelCaller(3, false, 1, false));

    /** How many transactions a client has open at most; others that it names are stale or were never begun. */
    static final int SLOTS = 3;

    private static final List<String> PATHS = List.of(
            "/",
            "/a",
            "/a/b",
            "/a/c",
            "/a/b/d",
            "/a/b/d/e",
            "/f",
            "/local/domain/1",
            "/local/domain/1/x",
            "/local/domain/2/x/y");
    private static final List<String> ACLS =
            List.of("n0", "r0", "b0", "n1", "n1,b2", "w2,r1", "b2", "b3", "n0,b1,r2", "n3,n1,n2,n0", "r1,w3,w2");
    private static final List<String> VALUES = List.of("x", "y", "", "longer");

    private ServerSteps() {}

    /** One thing that one client, or the machine, does. */
    sealed interface Step {
        int client();

        /** Slot 0 is no transaction, one that is not open is a stale id. */
        record Request(int client, int slot, Op operation) implements Step {}

        record Begin(int client, int slot) implements Step {}

        record End(int client, int slot, boolean accept) implements Step {}

        record Watch(int client, ModelWatch watch) implements Step {}

        record Unwatch(int client, ModelWatch watch) implements Step {}

        /** RESET_WATCHES that names a transaction, open or not. */
        record Reset(int client, int slot) implements Step {}

        /** What a ring does when its guest asks to begin anew; for domain 0 a new connection. */
        record Reconnect(int client) implements Step {}

        /** INTRODUCE of a domain that is introduced. */
        record Introduce(int client) implements Step {}

        /** The domain ends, found by a sweep or released first. */
        record Death(int client, boolean released) implements Step {}

        /** Another domain gets the number. */
        record Birth(int client) implements Step {}
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
        int client = random.nextInt(CALLERS.size());
        int guest = 2 + random.nextInt(CALLERS.size() - 2);
        int slot = 1 + random.nextInt(SLOTS);
        int kind = random.nextInt(100);
        if (kind < 33) {
            return new Step.Request(client, 0, operation(random));
        } else if (kind < 58) {
            return new Step.Request(client, slot, operation(random));
        } else if (kind < 69) {
            return new Step.Begin(client, slot);
        } else if (kind < 80) {
            return new Step.End(client, slot, random.nextInt(6) > 0);
        } else if (kind < 89) {
            return new Step.Watch(client, watch(random, client));
        } else if (kind < 92) {
            return new Step.Unwatch(client, watch(random, client));
        } else if (kind < 94) {
            return new Step.Reset(client, random.nextInt(SLOTS + 1));
        } else if (kind < 96) {
            return random.nextBoolean() ? new Step.Reconnect(client) : new Step.Introduce(guest);
        } else {
            return random.nextInt(5) < 2 ? new Step.Death(guest, random.nextBoolean()) : new Step.Birth(guest);
        }
    }

    private static ModelWatch watch(Random random, int client) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        String home = "/local/domain/" + CALLERS.get(client).id();
        boolean relative = path.startsWith(home + "/") && random.nextBoolean();
        int depth = random.nextBoolean() ? -1 : random.nextInt(3);
        return new ModelWatch(path, relative ? home : "", "t" + random.nextInt(2), depth);
    }

    static Op operation(Random random) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> Op.read(path);
            case 2 -> Op.directory(path);
            case 3 -> Op.getPerms(path);
            default -> changing(random);
        };
    }

    static Op changing(Random random) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> Op.mkdir(path);
            case 1 -> Op.rm(path);
            case 2, 3 -> Op.setPerms(path, ACLS.get(random.nextInt(ACLS.size())));
            default -> Op.write(path, VALUES.get(random.nextInt(VALUES.size())));
        };
    }
}
