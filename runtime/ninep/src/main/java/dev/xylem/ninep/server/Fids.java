package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fids of one connection. */
final class Fids {
    private final Map<Integer, Fid> fids = new HashMap<>();
    private final ArrayDeque<Fid> listed = new ArrayDeque<>(0);
    private final Client client;
    private final Limits limits;
    private final Counters counters;

    Fids(Client client, NinepServer server) {
        this.client = client;
        this.limits = server.limits();
        this.counters = server.counters();
    }

    /** The fid with a number. */
    Fid get(int number) throws NinepException {
        Fid fid = fids.get(number);
        if (fid == null) {
            throw new NinepException(Errno.EBADF, "unknown fid " + Integer.toUnsignedString(number));
        }
        return fid;
    }

    /** Refuses a number that cannot name a new fid. */
    void checkFree(int number) throws NinepException {
        if (number == Message.NOFID || fids.containsKey(number)) {
            throw new NinepException(Errno.EBADF, "fid " + Integer.toUnsignedString(number) + " is in use");
        }
        if (fids.size() >= limits.fids()) {
            throw new NinepException(Errno.EMFILE);
        }
        if (counters.fids() >= limits.allFids()) {
            throw new NinepException(Errno.ENFILE);
        }
    }

    /** A new fid, whose number was checked. */
    void add(int number, Attached attached, Entry entry) {
        fids.put(number, new Fid(client, number, attached, entry));
        counters.fids(1);
    }

    /** Removes a fid and frees what it holds. */
    void remove(Fid fid) {
        if (fids.remove(fid.number, fid)) {
            counters.fids(-1);
            listed.remove(fid);
            fid.close();
        }
    }

    /** All of them. */
    List<Fid> all() {
        return new ArrayList<>(fids.values());
    }

    /** The entries of the directory that a fid is open for; those that were used longest ago are forgotten for it. */
    Listing listing(Fid fid, boolean anew) throws NinepException {
        Listing kept = fid.listing;
        if (kept != null && !anew) {
            return kept;
        }
        Listing made = Listing.of(fid.entry);
        listed.remove(fid);
        if (listed.size() >= limits.listings()) {
            @Nullable Fid oldest = listed.poll();
            if (oldest != null) {
                oldest.listing = null;
            }
        }
        listed.add(fid);
        fid.listing = made;
        return made;
    }
}
