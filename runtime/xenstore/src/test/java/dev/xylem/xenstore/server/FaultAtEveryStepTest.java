package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Account;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One guest's story, which breaks at every point in turn: its connection after each octet it sends, and before each message it is
 * sent; each quota at every limit. What is left is always what the requests that were answered with success leave.
 */
class FaultAtEveryStepTest {
    private static final int DOMAIN = 7;

    /** The most octets of memory of the story, and how finely limits of it are tried. */
    private static final int MEMORY = 16 * 1024;

    private static final int MEMORY_STEP = 97;

    private record Asked(MessageType type, int transaction, String payload) {
        byte[] message() {
            return Conversation.message(type.number(), 1, transaction, Conversation.octets(payload));
        }
    }

    /** The first transaction is committed, the second is open at the end, as are watches. */
    private static final List<Asked> STORY = List.of(
            new Asked(WATCH, 0, "/local/domain/7|t|"),
            new Asked(WRITE, 0, "a/b|" + "1".repeat(40)),
            new Asked(TRANSACTION_START, 0, "|"),
            new Asked(WRITE, 1, "a/c/d/e|2"),
            new Asked(READ, 1, "a/b|"),
            new Asked(DIRECTORY, 1, "a|"),
            new Asked(MKDIR, 0, "d|"),
            new Asked(WATCH, 0, "d|u|1|"),
            new Asked(SET_PERMS, 1, "a/c|n7|r8|w9|"),
            new Asked(TRANSACTION_START, 0, "|"),
            new Asked(TRANSACTION_END, 1, "T|"),
            new Asked(RM, 2, "a|"),
            new Asked(WRITE, 2, "e/f|3"),
            new Asked(WRITE, 0, "/local/domain/8/x|not allowed"),
            new Asked(WRITE, 0, "d/x/y|4"),
            new Asked(UNWATCH, 0, "/local/domain/7|t|"),
            new Asked(RM, 0, "d/x|"),
            new Asked(WRITE, 0, "a/b|5"));

    /** What a story leaves when its guest is gone from the connection, and what it heard before. */
    private record Left(String tree, int nodes, long memory, List<String> heard) {}

    /** A machine with the guest and its home, and nothing else in it. */
    private static final class Stage implements AutoCloseable {
        final Site site = new Site();
        final Conversation guest = site.guest(DOMAIN);
        private final Principal principal = site.access.principal(DOMAIN);

        Stage() {
            site.node("/local/domain/7", "", "n7");
            site.node("/local/domain/8", "", "n0");
        }

        String tree() {
            StringBuilder tree = new StringBuilder();
            describe("/local", tree);
            return tree.toString();
        }

        private void describe(String path, StringBuilder tree) {
            tree.append(path)
                    .append(' ')
                    .append(site.dom0.text(GET_PERMS, path + "|"))
                    .append(' ')
                    .append(site.dom0.text(READ, path + "|"))
                    .append('\n');
            Arrays.stream(site.dom0.text(DIRECTORY, path + "|").split("\\|"))
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> describe(path + "/" + name, tree));
        }

        String ask(Asked asked) {
            return guest.text(asked.type(), asked.transaction(), asked.payload());
        }

        /** Ends the connection; nothing of it is left, and everything else is in order. */
        Left leave(List<String> heard) {
            guest.close();
            assertEquals(0, site.store.watches(principal));
            assertEquals(0, site.store.transactions(principal));
            assertEquals("OK|", site.dom0.text(CONTROL, "check|"), "recounted = stored");
            assertEquals(0, site.server.counters().failures());
            Account account = site.store.account(principal);
            return new Left(tree(), site.store.nodes(principal), account.memory(), heard);
        }

        @Override
        public void close() {
            site.close();
        }
    }

    private static Left left(List<Asked> requests) {
        try (Stage stage = new Stage()) {
            requests.forEach(stage::ask);
            return stage.leave(List.of());
        }
    }

    /** What the first requests leave, by their number. */
    private static List<Left> prefixes() {
        List<Left> prefixes = new ArrayList<>();
        for (int i = 0; i <= STORY.size(); i++) {
            prefixes.add(left(STORY.subList(0, i)));
        }
        return prefixes;
    }

    private static byte[] octets() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        STORY.forEach(asked -> all.writeBytes(asked.message()));
        return all.toByteArray();
    }

    @Test
    @DisplayName("a connection that ends after any octet leaves what its whole requests did")
    void connectionEndsAfterEachOctetReceived() {
        List<Left> prefixes = prefixes();
        byte[] octets = octets();
        int whole = 0;
        int end = STORY.get(0).message().length;
        for (int cut = 0; cut <= octets.length; cut++) {
            if (whole < STORY.size() && cut == end) {
                whole++;
                end += whole < STORY.size() ? STORY.get(whole).message().length : 1;
            }
            try (Stage stage = new Stage()) {
                stage.guest.send(Arrays.copyOf(octets, cut));
                assertEquals(prefixes.get(whole), stage.leave(List.of()), "after " + cut + " octets");
            }
        }
        assertEquals(STORY.size(), whole);
    }

    /** The transport takes one message at a time, keeps what it could not pass on, and fails at one of them. */
    @Test
    @DisplayName("a connection that breaks before any message to the guest leaves what was done until then")
    void connectionBreaksBeforeEachMessageSent() {
        List<Left> prefixes = prefixes();
        int broken = 1;
        while (breaks(broken, prefixes)) {
            broken++;
        }
        assertTrue(broken > STORY.size(), "events are messages too");
    }

    /** False when the story is over before that message. */
    private static boolean breaks(int last, List<Left> prefixes) {
        try (Stage stage = new Stage()) {
            ByteBuffer input = Conversation.buffer(1 << 16).put(octets()).flip();
            ByteBuffer output = Conversation.buffer(Message.MAX);
            int answered = 0;
            for (int i = 0; i < last; i++) {
                Client.Progress progress = stage.guest.client().advance(input, output.clear());
                List<Conversation.Reply> came = Conversation.replies(Arrays.copyOf(output.array(), output.position()));
                answered +=
                        (int) came.stream().filter(reply -> !reply.isEvent()).count();
                if (progress == Client.Progress.RECEIVE) {
                    assertEquals(STORY.size(), answered);
                    assertEquals(prefixes.get(answered), stage.leave(List.of()));
                    return false;
                }
            }
            stage.guest.client().keeps(input.remaining() + output.position());
            assertEquals(prefixes.get(answered), stage.leave(List.of()), "before message " + last);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(Quota.class)
    @DisplayName("Q-1: whatever a quota refuses, at whichever limit, is as if it had not been asked")
    void quotaRefusesAtEveryLimit(Quota quota) {
        boolean memory = quota == Quota.MEMORY || quota == Quota.SOFT_MEMORY;
        int most = memory ? MEMORY : 128;
        boolean refusedOnce = false;
        boolean unhindered = false;
        for (int limit = 1; limit <= most; limit += memory ? MEMORY_STEP : 1) {
            List<Asked> done = new ArrayList<>();
            List<String> replies = new ArrayList<>();
            Left left;
            try (Stage stage = new Stage()) {
                assertEquals("OK|", stage.site.dom0.text(SET_QUOTA, DOMAIN + "|" + quota.key() + "|" + limit + "|"));
                for (Asked asked : STORY) {
                    String before = stage.tree();
                    String reply = stage.ask(asked);
                    if (isError(reply)) {
                        assertEquals(before, stage.tree(), asked + " at " + limit);
                        refusedOnce |= reply.equals("ENOSPC") || reply.equals("ENOMEM") || reply.equals("EINVAL");
                    } else {
                        done.add(asked);
                        replies.add(reply);
                    }
                }
                left = stage.leave(memory ? List.of() : stage.guest.events());
            }
            unhindered |= done.size() == STORY.size() - 1;
            try (Stage stage = new Stage()) {
                List<String> again = done.stream().map(stage::ask).toList();
                assertEquals(again, replies, quota + " at " + limit);
                assertEquals(stage.leave(memory ? List.of() : stage.guest.events()), left, quota + " at " + limit);
            }
        }
        boolean neverRefuses = quota == Quota.OUTSTANDING || quota == Quota.SOFT_MEMORY;
        assertEquals(!neverRefuses, refusedOnce, "the limits are low enough to refuse something");
        assertTrue(unhindered, "and high enough not to");
    }

    private static boolean isError(String reply) {
        return reply.startsWith("E");
    }
}
