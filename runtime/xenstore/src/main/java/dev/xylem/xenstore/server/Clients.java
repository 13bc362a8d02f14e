package dev.xylem.xenstore.server;

import dev.xylem.store.Principal;
import dev.xylem.store.QuotaException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who is connected. Changed by the server's thread, read by everybody. */
final class Clients {
    /** What all connections of one principal have in common, as long as there is one. */
    static final class Group {
        private final Tally tally = new Tally();
        private final AtomicInteger connections = new AtomicInteger();

        private volatile String lastRefusal = "";

        /** Remembers which quota was in the way last. */
        void remember(QuotaException refusal) {
            lastRefusal = refusal.getMessage();
        }

        /** Which quota was in the way last; empty if none ever was. */
        String lastRefusal() {
            return lastRefusal;
        }

        /** What was done for all of them, those that have ended included. */
        Tally tally() {
            return tally;
        }

        /** How many there are. */
        int connections() {
            return connections.get();
        }
    }

    private final ConcurrentSkipListMap<Long, Client> all = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<Principal, Group> groups = new ConcurrentHashMap<>();
    /** The group for another connection of a principal. */
    Group join(Principal principal) {
        return groups.compute(principal, (of, group) -> {
            Group joined = group == null ? new Group() : group;
            joined.connections.incrementAndGet();
            return joined;
        });
    }

    void add(Client client) {
        all.put(client.peer().connection(), client);
    }

    void remove(Client client) {
        if (all.remove(client.peer().connection()) != null) {
            groups.computeIfPresent(
                    client.peer().principal(), (of, group) -> group.connections.decrementAndGet() == 0 ? null : group);
        }
    }

    /** All connections by number. */
    Collection<Client> all() {
        return all.values();
    }

    /** How many connections there are. */
    int size() {
        return all.size();
    }

    /** A connection by its number, or null. */
    @Nullable
    Client find(long number) {
        return all.get(number);
    }

    /** All principals that are connected. */
    Map<Principal, Group> groups() {
        return groups;
    }
}
