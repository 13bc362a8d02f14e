package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.MessageType;
import java.util.List;

/**
 * A quota refused a request. The protocol does not say which one: {@link #candidates} are those that the request can
 * have met, and the message tells how to find out.
 */
public final class QuotaException extends ErrorReplyException {
    private static final long serialVersionUID = 1L;

    private final String[] candidates;

    QuotaException(MessageType request, String subject, String error, List<String> candidates) {
        super(request, subject, error, explain(candidates));
        this.candidates = candidates.toArray(new String[0]);
    }

    private static String explain(List<String> candidates) {
        return "out of quota: " + String.join(" or ", candidates)
                + ". Which one, and how much is used: xenstore-control quota DOMID in the control domain, the server's"
                + " log, or /sys/quota/DOMID of a server of this project. Use less, or have the limit raised";
    }

    /** Names of quotas, as GET_QUOTA spells them, the likeliest first. */
    public List<String> candidates() {
        return List.of(candidates);
    }
}
