package dev.xylem.xenstore.twin;

import dev.xylem.peers.Peer;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients and the machine do, and random lists of it. */
final class Steps {
    /** Transactions of one client; a slot that is not open is a stale or an unknown id. */
    private static final int SLOTS = 2;

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
            "/local/domain/1/x/y",
            "/local/domain/2/x",
            "x",
            "x/y",
            "x/z",
            "y");
    private static final List<String> SPECIAL = List.of("@introduceDomain", "@releaseDomain");
    private static final List<String> MALFORMED = List.of(
            "",
            "//",
            "/a/",
            "/a//b",
            "a/",
            "/local/domain/",
            "/a b",
            "/%",
            "/a:b",
            "@",
            "@/",
            "@other",
            "@introduceDomain/1",
            "x".repeat(1100),
            "/" + "x".repeat(2100));
    private static final List<String> ACLS = List.of(
            "n0",
            "r0",
            "b0",
            "n1",
            "n1|b2",
            "w2|r1",
            "b2",
            "b3",
            "n0|b1|r2",
            "n3|n1|n2|n0",
            "r1|w3|w2",
            "n0|r1",
            "n0|b2");
    private static final List<String> ROOT_ACLS = List.of("n0", "r0", "b0", "n0|b1|r2", "n0|r1", "n0|b2");
    private static final List<String> BAD_ACLS = List.of("x0", "n", "n0|q1", "nx", "n-1", "n99999", "", "n0|");
    private static final List<String> VALUES = List.of("x", "y", "", "longer", "with|bars|", "v".repeat(1500));
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "3",
            "4",
            "9",
            "32752",
            "65535",
            "65536",
            "-1",
            "",
            "x",
            "1x",
            "01",
            "+1",
            " 1",
            "4294967297");

    /** D-33: none that ends at itself. */
    private static final List<String> TARGETS =
            List.of("3|1|", "3|2|", "2|1|", "3|9|", "9|1|", "3|0|", "3|x|", "2|65537|");

    private Steps() {}

    /** One thing that a client, or the machine, does. Every list of steps is one that all servers can be put through. */
    sealed interface Step {
        /** Slot 0 is no transaction. */
        record Ask(int client, int type, int slot, String payload) implements Step {
            @Override
            public String toString() {
                MessageType known = MessageType.of(type);
                String text =
                        payload.length() > 100 ? payload.substring(0, 100) + "... (" + payload.length() + ")" : payload;
                return who(client) + " " + (known == null ? "type " + type : known.name()) + " " + text
                        + (slot == 0 ? "" : " in " + slot);
            }
        }

        record Begin(int client, int slot) implements Step {
            @Override
            public String toString() {
                return who(client) + " begins " + slot;
            }
        }

        record Reconnect(int client) implements Step {
            @Override
            public String toString() {
                return who(client) + " connects again";
            }
        }

        record Introduce(int domain) implements Step {}

        record Release(int domain) implements Step {}

        record Death(int domain) implements Step {}
    }

    /** A client's name. */
    static String who(int client) {
        return client < Side.SOCKETS ? "socket " + client : "domain " + (client - Side.SOCKETS + 1);
    }

    /** The domain that a step of the machine is about. */
    static int domain(Step step) {
        if (step instanceof Step.Introduce introduce) {
            return introduce.domain();
        } else if (step instanceof Step.Release release) {
            return release.domain();
        } else if (step instanceof Step.Death death) {
            return death.domain();
        }
        throw new IllegalArgumentException(step.toString());
    }

    /** The client that is this domain. */
    static int client(Step step) {
        return Side.client(domain(step));
    }

    /** Whether domains may have targets afterwards. */
    static boolean changesTargets(List<Step> steps) {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Ask ask && ask.type() == MessageType.SET_TARGET.number());
    }

    /** A history that a daemon survives: what it does not is tested apart. */
    static List<Step> generate(Random random, Peer peer) {
        List<Step> steps = generate(random);
        if (peer == Peer.XENSTORED) {
            steps.removeIf(step -> step instanceof Step.Ask ask && kills(ask));
            spareTargets(steps);
        } else {
            steps.removeIf(step -> step instanceof Step.Ask ask && isAnsweredTwice(ask));
        }
        return steps;
    }

    /** D-34: oxenstored 4.17 creates a node that no watch can be told of, and answers OK and then EIO. */
    private static boolean isAnsweredTwice(Step.Ask ask) {
        MessageType type = MessageType.of(ask.type());
        String path = ask.payload().substring(0, Math.max(0, ask.payload().indexOf('|')));
        return (type == MessageType.WRITE || type == MessageType.MKDIR) && path.startsWith("@") && path.contains("/");
    }

    /** D-37: xenstored 4.17 does not serve another domain with the number of one that was a target when it ended. */
    private static void spareTargets(List<Step> steps) {
        if (changesTargets(steps)) {
            steps.removeIf(step -> step instanceof Step.Release || step instanceof Step.Death);
        }
    }

    /** D-9: xenstored 4.17 ends, or answers with whatever error there was last. */
    private static boolean kills(Step.Ask ask) {
        MessageType type = MessageType.of(ask.type());
        int strings = (int) ask.payload().chars().filter(c -> c == '|').count();
        int first = ask.payload().indexOf('|');
        String path = ask.payload().substring(0, first);
        boolean two = type == MessageType.WATCH || type == MessageType.SET_PERMS;
        return ask.payload().endsWith("more|")
                || (two && strings < 2)
                || (path.startsWith("@") && !(SPECIAL.contains(path) && isUsual(type, ask.client())));
    }

    /** What xenstored expects to be done with special nodes. */
    private static boolean isUsual(@Nullable MessageType type, int client) {
        return type == MessageType.WATCH
                || type == MessageType.UNWATCH
                || (type == MessageType.SET_PERMS && client < Side.SOCKETS);
    }

    private static List<Step> generate(Random random) {
        List<Step> steps = new ArrayList<>();
        Set<String> open = new HashSet<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            steps.add(ask(0, changing(random), 0));
        }
        for (int i = 10 + random.nextInt(50); i > 0; i--) {
            steps.add(step(random, open));
        }
        return steps;
    }

    /** An operation on nodes, without who does it. */
    private record Request(MessageType type, String payload) {}

    private static Step ask(int client, Request request, int slot) {
        return new Step.Ask(client, request.type.number(), slot, request.payload);
    }

    private static Step step(Random random, Set<String> open) {
        int client = random.nextInt(Side.CLIENTS);
        int slot = 1 + random.nextInt(SLOTS);
        String transaction = client + "/" + slot;
        // Most ids that are named are open ones.
        int inside = open.contains(transaction) || random.nextInt(20) == 0 ? slot : 0;
        int kind = random.nextInt(100);
        if (kind < 32) {
            return ask(client, request(random), 0);
        } else if (kind < 56) {
            return ask(client, request(random), inside);
        } else if (kind < 68) {
            open.add(transaction);
            return new Step.Begin(client, slot);
        } else if (kind < 76) {
            String how = random.nextInt(8) > 0 ? "T|" : random.nextInt(5) > 0 ? "F|" : "X|";
            if (inside > 0 && !how.equals("X|")) {
                open.remove(transaction);
            }
            return ask(client, new Request(MessageType.TRANSACTION_END, how), inside);
        } else if (kind < 86) {
            MessageType type = random.nextInt(4) == 0 ? MessageType.UNWATCH : MessageType.WATCH;
            return ask(client, new Request(type, watched(random) + "|t" + random.nextInt(2) + "|"), inside);
        } else if (kind < 88) {
            return ask(client, new Request(MessageType.RESET_WATCHES, "|"), inside);
        } else if (kind < 92) {
            return ask(client, strange(random), inside);
        } else if (kind < 96) {
            return ask(client, aboutDomains(random), inside);
        }
        int domain = 1 + random.nextInt(Side.DOMAINS);
        return switch (random.nextInt(5)) {
            case 0 -> new Step.Reconnect(random.nextInt(Side.SOCKETS));
            case 1 -> new Step.Release(domain);
            case 2 -> new Step.Death(domain);
            default -> new Step.Introduce(domain);
        };
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String path(Random random) {
        return random.nextInt(25) == 0 ? pick(random, MALFORMED) : pick(random, PATHS);
    }

    private static String watched(Random random) {
        return random.nextInt(6) == 0 ? pick(random, SPECIAL) : path(random);
    }

    private static Request request(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Request(MessageType.READ, path(random) + "|");
            case 2 -> new Request(MessageType.DIRECTORY, path(random) + "|");
            case 3 -> new Request(MessageType.GET_PERMS, watched(random) + "|");
            case 4 ->
                random.nextInt(3) > 0
                        ? new Request(MessageType.READ, path(random) + "|")
                        : new Request(MessageType.DIRECTORY_PART, path(random) + "|" + 0 + "|");
            default -> changing(random);
        };
    }

    private static Request changing(Random random) {
        String path = path(random);
        return switch (random.nextInt(8)) {
            case 0 -> new Request(MessageType.MKDIR, path + "|");
            case 1 -> new Request(MessageType.RM, path + "|");
            case 2, 3 -> {
                String entries = path.equals("/")
                        ? pick(random, ROOT_ACLS)
                        : random.nextInt(20) == 0 ? pick(random, BAD_ACLS) : pick(random, ACLS);
                yield new Request(
                        MessageType.SET_PERMS,
                        (random.nextInt(20) == 0 ? pick(random, SPECIAL) : path) + "|" + entries + "|");
            }
            default -> new Request(MessageType.WRITE, path + "|" + pick(random, VALUES));
        };
    }

    /** Arguments and types that no client should send. Those that the real daemons do not survive are tested apart. */
    private static Request strange(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Request(MessageType.READ, path(random) + "|more|");
            case 1 -> new Request(MessageType.DIRECTORY, path(random) + "|more|");
            case 2 -> new Request(MessageType.WATCH, path(random) + "|");
            case 3 -> new Request(MessageType.UNWATCH, path(random) + "|t0|more|");
            case 4 -> new Request(MessageType.SET_PERMS, path(random) + "|");
            case 5 -> new Request(MessageType.WATCH_EVENT, "/a|t|");
            case 6 -> new Request(MessageType.RM, path(random) + "|more|");
            default -> new Request(MessageType.TRANSACTION_START, "|");
        };
    }

    private static Request aboutDomains(Random random) {
        String number = pick(random, NUMBERS) + "|";
        return switch (random.nextInt(5)) {
            case 0 -> new Request(MessageType.GET_DOMAIN_PATH, number);
            case 1, 2 -> new Request(MessageType.IS_DOMAIN_INTRODUCED, number);
            case 3 -> new Request(MessageType.RESUME, number);
            default -> new Request(MessageType.SET_TARGET, pick(random, TARGETS));
        };
    }
}
