package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unanswered requests of a connection. Each has the place that its id names, modulo the number of places; so ids are
 * unique without a table, never 0, and used again only after a long time. Guarded by the connection's lock.
 */
final class Places {
    private final @Nullable Pending[] places;
    private int used;
    private int round;

    Places(int size) {
        places = new @Nullable Pending[size];
    }

    int used() {
        return used;
    }

    boolean full() {
        return used == places.length;
    }

    /** The id of the next request; there is room. */
    int nextId() {
        int place = 0;
        while (places[place] != null) {
            place++;
        }
        round = round >= Integer.MAX_VALUE / places.length - 1 ? 1 : round + 1;
        return round * places.length + place;
    }

    void put(Pending pending) {
        places[pending.id % places.length] = pending;
        used++;
    }

    /**
     * The request that a reply belongs to. The kernel's device before Linux 4.11 answered WATCH and UNWATCH itself and gave
     * the id 0: such a reply belongs to the oldest of its kind.
     */
    @Nullable
    Pending find(int id, MessageType type) {
        if (id == 0 && (type == MessageType.WATCH || type == MessageType.UNWATCH)) {
            return oldest(type);
        }
        Pending pending = places[Integer.remainderUnsigned(id, places.length)];
        return pending != null && pending.id == id ? pending : null;
    }

    private @Nullable Pending oldest(MessageType type) {
        Pending oldest = null;
        for (Pending pending : places) {
            if (pending != null && pending.request.type() == type && (oldest == null || pending.id < oldest.id)) {
                oldest = pending;
            }
        }
        return oldest;
    }

    void remove(Pending pending) {
        places[pending.id % places.length] = null;
        used--;
    }

    /** Takes all. */
    List<Pending> clear() {
        List<Pending> all = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Pending pending = places[i];
            if (pending != null) {
                all.add(pending);
                places[i] = null;
            }
        }
        used = 0;
        return all;
    }
}
