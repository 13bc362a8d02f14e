package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;

/** Makes files and directories, however the dialect asks for it. */
final class Creating {
    private Creating() {}

    /** Refuses what cannot become the parent or the name of something new. */
    static void check(Fid fid, String name) throws NinepException {
        if (fid.opened()) {
            throw new NinepException(Errno.EBADF, "the fid is open already");
        }
        checkIn(fid, name);
    }

    /** The same where it does not matter whether the directory is open. */
    static void checkIn(Fid fid, String name) throws NinepException {
        if (!fid.directory()) {
            throw new NinepException(Errno.ENOTDIR);
        }
        Names.check(name);
    }

    /** Makes something and opens it; the fid stands for it from then on. */
    static void create(Call call, Fid fid, String name, boolean directory, Opening how) throws NinepException {
        Entry made = directory ? fid.entry.makeDirectory(name) : fid.entry.makeFile(name);
        Entry above = fid.entry;
        fid.entry = made;
        try {
            FileRequests.open(fid, how, call.fids());
        } catch (NinepException refused) {
            fid.entry = above;
            throw refused;
        }
    }
}
