package dev.xylem.xenstore.root;

import dev.xylem.Problem;
import dev.xylem.xenstore.client.EventQueue;
import dev.xylem.xenstore.client.QuotaException;
import dev.xylem.xenstore.client.Watch;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The watches on the places where links lead, which come and go while a program runs. Used under the lock of {@link XenbusUpstream}. */
final class LinkWatches {
    private static final System.Logger LOG = System.getLogger("dev.xylem");

    private final EventQueue events;
    private final Map<String, Watch> open = new HashMap<>();
    private volatile List<Problem> problems = List.of();

    LinkWatches(EventQueue events) {
        this.events = events;
    }

    /** The places that cannot be watched. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * Watches these places, and no more those that are not among them. For whom the quota has no room is tried again the next time:
     * until then what changes there is seen with the next change anywhere else.
     */
    void follow(Collection<String> places) throws XenstoreException {
        for (String place : List.copyOf(open.keySet())) {
            if (!places.contains(place)) {
                Objects.requireNonNull(open.remove(place)).close();
            }
        }
        List<Problem> refused = new ArrayList<>();
        for (String place : places) {
            if (!open.containsKey(place)) {
                try {
                    open.put(place, events.watch(place));
                } catch (QuotaException full) {
                    refused.add(new Problem(place, "(watched)", String.valueOf(full.getMessage())));
                }
            }
        }
        if (!refused.isEmpty() && !refused.equals(problems)) {
            LOG.log(System.Logger.Level.WARNING, "changes there are seen late: {0}", refused);
        }
        problems = List.copyOf(refused);
    }
}
