package dev.xylem.xenstore.harness;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Cycle;
import dev.xylem.store.Quota;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.server.Site;
import dev.xylem.xenstore.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Twelve domains, each with one way to use up the memory or the time of a server, and an innocent one among them. */
final class HostileLoad implements AutoCloseable {
    /** What a domain's account may exceed its quota by: the reply and the transport's octets of its last request. */
    private static final long SLACK = 64 * 1024;

    private static final int FIRST = 21;
    private static final String BIG = "v".repeat(1_900);
    private static final String TOKEN = "t".repeat(500);

    final Site site = new Site(Cycle.NONE, System::nanoTime);
    private final Random random;
    private final Conversation innocent = home(99);
    private final List<Runnable> vectors = new ArrayList<>();
    private final DeafGuest replies = new DeafGuest(home(21).client());
    private final DeafGuest events = new DeafGuest(home(22).client());
    private final DeafGuest parts = new DeafGuest(home(23).client());
    private long rounds;

    HostileLoad(long seed) {
        random = new Random(seed);
        site.node("/noise", "", "b0");
        site.node("/big", BIG, "r0");
        for (int i = 0; i < 100; i++) {
            events.send(WATCH, 0, "/noise|" + i + TOKEN + "|");
            events.turn();
        }
        assertEquals("OK|", innocent.text(WATCH, "x|t|"));
        vectors.add(this::unreadReplies);
        vectors.add(this::unreadEvents);
        vectors.add(this::partialRequests);
        vectors.add(this::noise);
        vectors.add(this::watches);
        vectors.add(this::transactions);
        vectors.add(this::nodes);
        vectors.add(this::violations);
        vectors.add(this::reboots);
        vectors.add(this::permissions);
        vectors.add(this::depth);
        vectors.add(this::refusals);
    }

    private Conversation home(int domain) {
        Conversation guest = site.guest(domain);
        site.node("/local/domain/" + domain, "", "n" + domain);
        return guest;
    }

    /** Every vector once, in any order, then the innocent domain. */
    void round() {
        rounds++;
        for (int i = 0; i < vectors.size(); i++) {
            vectors.get(random.nextInt(vectors.size())).run();
        }
        innocent();
    }

    private void innocent() {
        String value = Long.toString(rounds);
        assertEquals("OK|", innocent.text(WRITE, "x|" + value));
        assertEquals(value, innocent.text(READ, "x|"));
        String id = innocent.text(TRANSACTION_START, "|");
        int transaction = Integer.parseInt(id.substring(0, id.length() - 1));
        assertEquals("OK|", innocent.text(WRITE, transaction, "y|" + value));
        assertEquals("OK|", innocent.text(TRANSACTION_END, transaction, "T|"));
        assertTrue(innocent.events().contains("x|t|"), "and hears what it watches");
    }

    private void unreadReplies() {
        for (int i = 0; i < 8; i++) {
            replies.send(READ, 0, "/big|");
        }
        replies.turn();
    }

    private void unreadEvents() {
        events.send(WATCH, 0, "/noise|" + random.nextInt(1_000) + TOKEN + "|");
        events.turn();
    }

    private void partialRequests() {
        ByteBuffer header = Conversation.buffer(Message.HEADER + 200);
        header.putInt(WRITE.number()).putInt(1).putInt(0).putInt(Message.MAX_PAYLOAD);
        parts.send(header.array());
        parts.turn();
    }

    private void noise() {
        Conversation guest = site.guest(24);
        for (int i = 0; i < 4; i++) {
            guest.text(random.nextInt(4) == 0 ? RM : WRITE, "/noise/" + random.nextInt(50) + "|");
        }
    }

    private void watches() {
        Conversation guest = site.guest(25);
        for (int i = 0; i < 8; i++) {
            guest.text(WATCH, "w" + random.nextInt(200) + "|" + TOKEN + "|");
        }
        if (random.nextInt(20) == 0) {
            guest.text(RESET_WATCHES, "|");
        }
        guest.events();
    }

    private void transactions() {
        Conversation guest = site.guest(26);
        guest.text(TRANSACTION_START, "|");
        for (int i = 0; i < 10; i++) {
            guest.text(WRITE, 1 + random.nextInt(40), "t/" + random.nextInt(2_000) + "|" + BIG);
        }
        int roll = random.nextInt(30);
        if (roll == 0) {
            guest.text(RESET_WATCHES, "|");
        } else if (roll < 4) {
            guest.text(TRANSACTION_END, 1 + random.nextInt(40), roll == 1 ? "T|" : "F|");
        }
    }

    private void nodes() {
        Conversation guest = home(27);
        for (int i = 0; i < 10; i++) {
            guest.text(WRITE, "n" + random.nextInt(100) + "/" + random.nextInt(100) + "|" + BIG);
        }
        guest.text(RM, "n" + random.nextInt(100) + "|");
    }

    private void violations() {
        try (Conversation talk = Conversation.with(site.server, site.access.domain(28), Conversation.OUTPUT)) {
            talk.text(WATCH, "x|t|");
            talk.text(TRANSACTION_START, "|");
            ByteBuffer header = Conversation.buffer(Message.HEADER);
            talk.send(header.putInt(READ.number())
                    .putInt(1)
                    .putInt(0)
                    .putInt(random.nextInt() | 1 << 20)
                    .array());
        }
    }

    private void reboots() {
        Conversation guest = home(29);
        for (int i = 0; i < 20; i++) {
            guest.text(WRITE, "/noise/of-29-" + i + "/x|" + BIG);
            guest.text(WATCH, "x|" + i + TOKEN + "|");
        }
        guest.text(TRANSACTION_START, "|");
        site.machine.set(29, State.GONE);
    }

    private void permissions() {
        Conversation guest = home(30);
        guest.text(WRITE, "p|x");
        guest.text(SET_PERMS, "p|n30|r" + random.nextInt(32_000) + "|w" + random.nextInt(32_000) + "|b29|r28|");
        guest.text(SET_PERMS, "p|n30|" + "r1|".repeat(500));
    }

    private void depth() {
        Conversation guest = home(31);
        guest.text(WRITE, "d" + "/d".repeat(random.nextInt(600)) + "|x");
        guest.text(RM, "d|");
    }

    private void refusals() {
        Conversation guest = home(32);
        guest.text(WRITE, "/local/domain/99/x|stolen");
        guest.text(READ, "//|");
        guest.text(DIRECTORY, "/|");
        guest.text(RELEASE, "99|");
        guest.ask(random.nextInt(), random.nextInt(), new byte[random.nextInt(64)]);
    }

    /** Nobody's account exceeds its quota; {@code check} finds nothing; nothing failed. */
    void verify() {
        for (int domain = FIRST; domain < FIRST + vectors.size(); domain++) {
            long memory = site.store.account(site.access.principal(domain)).memory();
            assertTrue(memory <= Quota.MEMORY.standard() + SLACK, "domain " + domain + " uses " + memory + " octets");
        }
        assertEquals("OK|", site.dom0.text(CONTROL, "check|"));
        assertEquals(0, site.server.counters().failures());
    }

    /** Who did not read reads: gets what waited, and is served again. */
    void recover() {
        assertTrue(replies.recover() > 0);
        assertTrue(events.recover() > 0);
        replies.send(READ, 0, "/big|");
        assertEquals(Message.HEADER + BIG.length(), replies.recover());
    }

    long rounds() {
        return rounds;
    }

    @Override
    public void close() {
        for (int domain = FIRST; domain < FIRST + vectors.size(); domain++) {
            if (site.machine.state(domain) != State.GONE) {
                site.machine.set(domain, State.GONE);
            }
        }
        site.close();
    }
}
