package dev.xylem.xenstore.scenarios;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.ring.RingGuest;
import dev.xylem.xenstore.server.Conversation;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A transaction of forty operations, and somebody who writes into it after each of them. */
class FairnessScenarioTest extends ScenarioFixture {
    private static final String STATE = "/local/domain/7/device/vif/0/state";
    private static final int OPERATIONS = 40;
    private static final int MOST_TRIES = 5;

    private final RingGuest guest = start(7);
    private final RingGuest innocent = start(8);

    private int sent;
    private int answered;

    FairnessScenarioTest() {
        ok(guest, WRITE, "device/vif/0/state|1");
        ok(innocent, WRITE, "x|1");
    }

    /** Writes as soon as the last write is answered: a guest that does nothing else. */
    private void guestWrites() {
        answered += guest.receiveAll().size();
        if (answered == sent) {
            sent++;
            guest.put(RingGuest.message(WRITE.number(), sent, 0, STATE + "|" + sent));
            answered += guest.receiveAll().size();
        }
    }

    private void clientWrites(Conversation busy) {
        answered += busy.advance().size();
        if (answered == sent) {
            sent++;
            answered += busy.send(
                            Conversation.message(WRITE.number(), sent, 0, Conversation.octets(STATE + "|" + sent)))
                    .size();
        }
    }

    /** Tries until the commit; operations by their number, the transaction's id is the toolstack's or the guest's. */
    private int tries(IntFunction<String> operation, Runnable begin, Supplier<String> end, Runnable busy) {
        for (int tries = 1; ; tries++) {
            begin.run();
            for (int i = 0; i < OPERATIONS; i++) {
                String reply = operation.apply(i);
                assertTrue(!reply.startsWith("E"), reply);
                busy.run();
                assertEquals("1", innocent.text(READ, "x|"), "others are answered at once");
                pass(TimeUnit.MICROSECONDS.toNanos(200));
            }
            String reply = end.get();
            if (reply.equals(OK)) {
                return tries;
            }
            assertEquals("EAGAIN", reply);
        }
    }

    private static boolean tellsWhoWaits(String line) {
        return line.startsWith("7/") && line.contains(" waits: " + STATE + " is reserved for a transaction of 0, ");
    }

    private int id;

    @Test
    @DisplayName("scenario 18, XSA-206: a guest that rewrites its state all the time does not keep the toolstack out")
    void s18BusyGuest() {
        int tries = tries(
                i -> i % 2 == 0 ? toolstack.text(READ, id, STATE + "|") : toolstack.text(WRITE, id, "/vm/x" + i + "|y"),
                () -> id = begin(toolstack),
                () -> toolstack.text(TRANSACTION_END, id, "T|"),
                this::guestWrites);
        assertTrue(tries > 1 && tries <= MOST_TRIES, "committed at try " + tries);
        assertTrue(machine.server().counters().deferrals() > 0);
        assertTrue(Integer.parseInt(toolstack.text(READ, "/sys/server/deferrals|")) > 0, "and it can be seen");
        assertTrue(log().stream().anyMatch(FairnessScenarioTest::tellsWhoWaits), "who waits why, how often: " + log());
        answered += guest.receiveAll().size();
        assertEquals(sent, answered, "what waited is answered");
        ok(guest, WRITE, "device/vif/0/state|4");
    }

    @Test
    @DisplayName("scenario 18, XSA-206, the other way round: a busy client of domain 0 does not keep a guest out")
    void s18BusyToolstack() {
        Conversation busy = client();
        int tries = tries(
                i -> i % 2 == 0 ? guest.text(READ, id, STATE + "|") : guest.text(WRITE, id, "x" + i + "|y"),
                () -> id = guest.begin(),
                () -> guest.text(TRANSACTION_END, id, "T|"),
                () -> clientWrites(busy));
        assertTrue(tries > 1 && tries <= MOST_TRIES, "committed at try " + tries);
        answered += busy.advance().size();
        assertEquals(sent, answered, "what waited is answered");
    }
}
