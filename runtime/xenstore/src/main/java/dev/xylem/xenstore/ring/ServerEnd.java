package dev.xylem.xenstore.ring;

import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.ring.SharedPage.Stream;
import dev.xylem.xenstore.ring.SharedPage.Word;
import java.nio.ByteBuffer;

/**
 * The server's end of a ring: octets in and out, and the words by which server and domain agree on the connection. Signals
 * nobody; who moved something or changed a word does. Not thread-safe.
 */
final class ServerEnd {
    private final SharedPage page;
    private final int features;
    private final Inlet requests;
    private final Outlet responses;

    /** @param features the {@linkplain Domains#FEATURES feature bits} that the domain is offered */
    ServerEnd(ByteBuffer page, int features) {
        this.page = new SharedPage(page);
        this.features = features;
        requests = new Inlet(this.page, Stream.REQUESTS, Own.WHEREVER);
        responses = new Outlet(this.page, Stream.RESPONSES, Own.WHEREVER);
    }

    /**
     * Begins, or begins anew: an empty ring, without error, connected. The features are told before anything else, and
     * the connection last.
     */
    void begin() throws RingException {
        page.set(Word.FEATURES, features);
        page.clear();
        page.set(Word.ERROR, RingError.NONE.number());
        page.set(Word.CONNECTION, SharedPage.CONNECTED);
    }

    /** Whether the domain asks to begin anew. One that is not offered this feature has no such word. */
    boolean beginWanted() throws RingException {
        return (features & Domains.RECONNECTION) != 0 && page.get(Word.CONNECTION) == SharedPage.RECONNECT;
    }

    /** Says why the domain is not served any more, where it is offered to know. */
    void refuse(RingError why) throws RingException {
        if ((features & Domains.ERROR_WORD) != 0) {
            page.set(Word.ERROR, why.number());
        }
    }

    /** Takes what the domain sent, as far as it fits. */
    int receive(ByteBuffer into) throws RingException {
        return requests.receive(into);
    }

    /** Sends as much as there is room for. */
    int send(ByteBuffer from) throws RingException {
        return responses.send(from);
    }

    /** Looks at all indexes, moves nothing. */
    void check() throws RingException {
        SharedPage.fill(page.indexes(Stream.REQUESTS));
        SharedPage.fill(page.indexes(Stream.RESPONSES));
    }
}
