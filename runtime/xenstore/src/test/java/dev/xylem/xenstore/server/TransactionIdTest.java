package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** T-1: what ids transactions get when a connection has had a milliard of them. */
class TransactionIdTest {
    private final Store store = Conversation.store();
    private final Conversation talk = Conversation.with(store);

    @AfterEach
    void close() {
        talk.close();
        store.close();
    }

    private int begin() {
        String id = talk.text(TRANSACTION_START, "|");
        return Integer.parseInt(id.substring(0, id.length() - 1));
    }

    private void end(int id) {
        assertEquals("OK|", talk.text(TRANSACTION_END, id, "F|"));
    }

    @Test
    @DisplayName("0897514b4b (T-1): after the greatest id comes 1, not 0")
    void wraps() {
        talk.client().lastTransaction(Client.MAX_TRANSACTION - 1);
        assertEquals(Client.MAX_TRANSACTION, begin());
        assertEquals(1, begin());
        assertEquals(2, begin());
        assertEquals("ENOENT", talk.text(TRANSACTION_END, Client.MAX_TRANSACTION + 1, "F|"));
    }

    @Test
    @DisplayName("496673a2ad (T-1): the ids of open transactions are skipped, before the greatest and behind it")
    void skipsLiveOnes() {
        assertEquals(1, begin());
        assertEquals(2, begin());
        assertEquals(3, begin());
        end(2);
        talk.client().lastTransaction(Client.MAX_TRANSACTION - 2);
        assertEquals(Client.MAX_TRANSACTION - 1, begin());
        assertEquals(Client.MAX_TRANSACTION, begin());
        assertEquals(2, begin(), "1 is open");
        assertEquals(4, begin(), "3 is open");
        talk.client().lastTransaction(Client.MAX_TRANSACTION - 2);
        end(4);
        assertEquals(4, begin(), "the two greatest and 1 to 3 are open");
    }

    @Test
    @DisplayName("0897514b4b (T-1): each id of the last and first ones names its own transaction")
    void eachNamesItsOwn() {
        talk.client().lastTransaction(Client.MAX_TRANSACTION - 2);
        int[] ids = {begin(), begin(), begin(), begin()};
        for (int id : ids) {
            assertEquals("OK|", talk.text(WRITE, id, "/of|" + id));
        }
        for (int id : ids) {
            assertEquals(Integer.toString(id), talk.text(READ, id, "/of|"));
            end(id);
            assertEquals("ENOENT", talk.text(READ, id, "/of|"));
        }
        assertEquals("ENOENT", talk.text(READ, "/of|"));
    }
}
