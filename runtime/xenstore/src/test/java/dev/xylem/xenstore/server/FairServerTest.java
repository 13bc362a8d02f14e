package dev.xylem.xenstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.wire.MessageType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that has to wait for the sake of somebody who lost often: scenario 18 as a client sees it. */
class FairServerTest {
    private final XenAccess access = new XenAccess();
    private final Store store =
            Store.builder(access).clock(() -> 0).timer((nanos, task) -> {}).build();
    private final XenstoreServer server = new XenstoreServer(store);
    private final Conversation toolstack = Conversation.with(server, access.owner(), Conversation.OUTPUT);
    private final Conversation guest = Conversation.with(server, access.domain(5), Conversation.OUTPUT);

    FairServerTest() {
        assertEquals("OK|", text(toolstack, MessageType.WRITE, 0, "/state|0"));
        assertEquals("OK|", text(toolstack, MessageType.SET_PERMS, 0, "/state|b0|"));
    }

    private static String text(Conversation with, MessageType type, int transaction, String payload) {
        List<Conversation.Reply> replies = send(with, type, transaction, payload);
        assertEquals(1, replies.size(), replies.toString());
        return replies.get(0).text();
    }

    private static List<Conversation.Reply> send(Conversation with, MessageType type, int transaction, String payload) {
        return with.send(Conversation.message(type.number(), 7, transaction, Conversation.octets(payload)));
    }

    private int begin() {
        String id = text(toolstack, MessageType.TRANSACTION_START, 0, "|");
        int transaction = Integer.parseInt(id, 0, id.length() - 1, 10);
        text(toolstack, MessageType.READ, transaction, "/state|");
        assertEquals("OK|", text(toolstack, MessageType.WRITE, transaction, "/mine|x"));
        return transaction;
    }

    private int favoured() {
        for (int i = 0; i < 2; i++) {
            int transaction = begin();
            assertEquals("OK|", text(guest, MessageType.WRITE, 0, "/state|a" + i));
            assertEquals("EAGAIN|", text(toolstack, MessageType.TRANSACTION_END, transaction, "T|"));
        }
        return begin();
    }

    @Test
    void scenario18TheGuestIsNotReadUntilTheTransactionHasEnded() {
        int transaction = favoured();
        long requests = server.counters().requests();
        assertEquals(List.of(), send(guest, MessageType.WRITE, 0, "/state|later"));
        assertEquals(Client.Progress.PAUSE, guest.progress);
        assertEquals(List.of(), send(guest, MessageType.READ, 0, "/state|"));
        assertEquals(Client.Progress.PAUSE, guest.progress);
        assertEquals("a1", text(toolstack, MessageType.READ, 0, "/state|"));
        int wakes = guest.wakes();
        assertEquals("OK|", text(toolstack, MessageType.TRANSACTION_END, transaction, "T|"));
        assertEquals(wakes + 1, guest.wakes());
        List<Conversation.Reply> replies = guest.advance();
        assertEquals(
                List.of("WRITE OK|", "READ later"),
                replies.stream().map(Object::toString).toList());
        assertEquals(requests + 4, server.counters().requests(), "each counts once, however often it was tried");
        assertEquals(1, server.counters().deferrals());
        String line = server.log().last().lines().get(0);
        assertTrue(
                line.endsWith(
                        " waits: /state is reserved for a transaction of 0, which lost to others before (wait 1)"),
                line);
    }

    @Test
    void theEndOfATransactionWaitsToo() {
        String started = text(guest, MessageType.TRANSACTION_START, 0, "|");
        int other = Integer.parseInt(started, 0, started.length() - 1, 10);
        assertEquals("OK|", text(guest, MessageType.WRITE, other, "/state|from a transaction"));
        int transaction = favoured();
        assertEquals(List.of(), send(guest, MessageType.TRANSACTION_END, other, "T|"));
        assertEquals("OK|", text(toolstack, MessageType.TRANSACTION_END, transaction, "F|"));
        assertEquals("TRANSACTION_END OK|", guest.advance().get(0).toString());
        assertEquals("from a transaction", text(toolstack, MessageType.READ, 0, "/state|"));
    }

    @Test
    void theHolderThatDisconnectsLetsTheOthersGoOn() {
        favoured();
        assertEquals(List.of(), send(guest, MessageType.WRITE, 0, "/state|later"));
        toolstack.close();
        assertEquals("WRITE OK|", guest.advance().get(0).toString());
    }
}
