package dev.xylem.xenstore.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page with memory around it that nobody may touch, and the words of the page as a hostile peer writes them. */
public final class Memory {
    static final int REQ_CONS = 2048;
    static final int REQ_PROD = 2052;
    static final int RSP_CONS = 2056;
    static final int RSP_PROD = 2060;
    static final int FEATURES = 2064;
    static final int CONNECTION = 2068;
    static final int ERROR = 2072;
    static final int PORT = 2076;

    private static final int PAGE = 4096;
    private static final byte UNTOUCHED = 0x5A;

    private final ByteBuffer all = ByteBuffer.allocateDirect(3 * PAGE);
    final ByteBuffer page;

    Memory() {
        for (int i = 0; i < all.capacity(); i++) {
            all.put(i, i < PAGE || i >= 2 * PAGE ? UNTOUCHED : 0);
        }
        page = all.slice(PAGE, PAGE).order(ByteOrder.nativeOrder());
    }

    int word(int offset) {
        return page.getInt(offset);
    }

    void word(int offset, int value) {
        page.putInt(offset, value);
    }

    /** The error word. */
    public int error() {
        return word(ERROR);
    }

    /** Whether the connection word says that nobody wants to begin anew. */
    public boolean connected() {
        return word(CONNECTION) == SharedPage.CONNECTED;
    }

    /** Has the domain want to begin anew, without a signal. */
    public void wantReconnection() {
        word(CONNECTION, SharedPage.RECONNECT);
    }

    /** Lets the requests' indexes say that there is more than a ring holds. */
    public void breakRequestIndex() {
        word(REQ_PROD, word(REQ_CONS) + 1025);
    }

    void assertNothingOutsideWasTouched(String when) {
        for (int i = 0; i < PAGE; i++) {
            assertEquals(UNTOUCHED, all.get(i), when);
            assertEquals(UNTOUCHED, all.get(2 * PAGE + i), when);
        }
    }
}
