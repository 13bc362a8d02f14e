package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Output;
import dev.xylem.ninep.wire.Stat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests of 9P2000 and 9P2000.u. */
final class PlainRequests {
    private static final int PERMISSIONS = 0x1FF;
    private static final int TRUNCATE = 0x10;
    private static final int REMOVE_ON_CLOSE = 0x40;
    /** Of 9P2000.u. */
    private static final int APPEND = 0x80;

    private PlainRequests() {}

    private static Opening opening(int mode, Dialect dialect) throws NinepException {
        int known = 3 | TRUNCATE | REMOVE_ON_CLOSE | (dialect == Dialect.UNIX ? APPEND : 0);
        if ((mode & ~known) != 0) {
            throw new NinepException(Errno.EINVAL, "unknown bits in the mode " + mode);
        }
        int access = mode & 3;
        return new Opening(access != 1, access == 1 || access == 2, (mode & TRUNCATE) != 0, (mode & APPEND) != 0);
    }

    static boolean open(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        int mode = input.u8();
        call.parsed();
        Fid fid = call.fid(number);
        FileRequests.open(fid, opening(mode, call.dialect()), call.fids());
        fid.removeOnClose = (mode & REMOVE_ON_CLOSE) != 0;
        call.reply().qid(fid.entry.qid()).u32(FileRequests.unit(fid, call)).end();
        return true;
    }

    static boolean create(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        String name = input.text();
        int permissions = input.u32();
        int mode = input.u8();
        if (call.dialect() == Dialect.UNIX) {
            input.text();
        }
        call.parsed();
        Fid fid = call.fid(number);
        Opening how = opening(mode, call.dialect());
        Creating.check(fid, name);
        boolean directory = (permissions & Stat.DIRECTORY) != 0;
        if ((permissions & ~(Stat.DIRECTORY | PERMISSIONS)) != 0) {
            throw new NinepException(Errno.EPERM, "only plain files and directories can be made");
        }
        if (directory && (how.write() || how.truncate())) {
            throw new NinepException(Errno.EISDIR);
        }
        Creating.create(call, fid, name, directory, how);
        fid.removeOnClose = (mode & REMOVE_ON_CLOSE) != 0;
        call.reply().qid(fid.entry.qid()).u32(FileRequests.unit(fid, call)).end();
        return true;
    }

    static boolean stat(Call call) throws Violation, NinepException {
        Fid fid = call.onlyFid();
        call.reply().stat(stat(fid.entry), call.dialect()).end();
        return true;
    }

    private static Stat stat(Entry entry) throws NinepException {
        Attributes now = entry.attributes();
        int time = (int) TimeUnit.NANOSECONDS.toSeconds(now.changed());
        String owner = Integer.toUnsignedString(now.owner());
        String group = now.group() == now.owner() ? owner : Integer.toUnsignedString(now.group());
        return new Stat(
                0,
                0,
                entry.qid(),
                entry.qid().type() << 24 | now.permissions() & PERMISSIONS,
                time,
                time,
                now.length(),
                entry.name(),
                owner,
                group,
                owner,
                "",
                now.owner(),
                now.group(),
                now.owner());
    }

    /** Whole records only; a read begins where the last one ended, or anew. */
    static void readDirectory(Call call, Fid fid, long offset, int count) throws NinepException {
        if (!fid.opened()) {
            throw new NinepException(Errno.EBADF);
        }
        boolean anew = offset == 0;
        if (!anew && offset != fid.nextOffset) {
            throw new NinepException(
                    Errno.EINVAL, "directories are read from the beginning, each read where the last one ended");
        }
        boolean first = anew && fid.nextOffset == 0;
        Listing listing = call.fids().listing(fid, anew && !first);
        long cookie = anew ? 0 : fid.lastCookie;
        Output reply = call.reply();
        int at = reply.beginData();
        int left = count;
        for (int place = listing.after(cookie); place < listing.size(); place++) {
            Listed entry = listing.entry(place);
            Stat stat;
            try {
                stat = stat(fid.entry.walk(entry.name()));
            } catch (NinepException gone) {
                continue;
            }
            if (stat.qid().path() != entry.qid().path()) {
                // Another file has the name now; the list that has it comes with the next reading from the beginning.
                continue;
            }
            int octets = stat.octets(call.dialect());
            if (octets > left) {
                if (left == count) {
                    reply.undo();
                    throw new NinepException(Errno.EINVAL, "the next entry has " + octets + " octets; ask for more");
                }
                break;
            }
            reply.record(stat, call.dialect());
            left -= octets;
            cookie = Listing.cookie(entry);
        }
        reply.endData(at);
        reply.end();
        fid.lastCookie = cookie;
        fid.nextOffset = offset + (count - left);
    }

    static boolean wstat(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        Stat asked = input.stat(call.dialect());
        call.parsed();
        Fid fid = call.fid(number);
        Stat now = stat(fid.entry);
        Change change = change(asked, now, call.dialect());
        if (change == null) {
            fid.sync();
        } else {
            fid.entry.change(change);
        }
        return call.done();
    }

    /**
     * What is to be changed, or null when nothing is: that is a request to bring into effect what was written. Who changed a
     * file last is never taken from the client, though Linux's sends it.
     */
    private static @Nullable Change change(Stat asked, Stat now, Dialect dialect) throws NinepException {
        boolean fixed = (asked.type() == 0xFFFF || asked.type() == now.type())
                && (asked.dev() == -1 || asked.dev() == now.dev())
                && (asked.mode() == -1 || (asked.mode() ^ now.mode()) >>> 9 == 0)
                && (asked.qid().path() == -1 || asked.qid().path() == now.qid().path());
        if (!fixed) {
            throw new NinepException(Errno.EPERM, "only mode, owner, group, length, time and name can be changed");
        }
        OptionalInt owner = user(asked.uid(), now.uid(), dialect == Dialect.UNIX ? asked.uidNumber() : -1);
        OptionalInt group = user(asked.gid(), now.gid(), dialect == Dialect.UNIX ? asked.gidNumber() : -1);
        OptionalInt permissions = asked.mode() == -1 ? OptionalInt.empty() : OptionalInt.of(asked.mode() & PERMISSIONS);
        OptionalLong length = asked.length() == -1 ? OptionalLong.empty() : OptionalLong.of(asked.length());
        boolean times = asked.mtime() != -1 || asked.atime() != -1;
        String name = asked.name().isEmpty() || asked.name().equals(now.name()) ? null : asked.name();
        if (owner.isEmpty() && group.isEmpty() && permissions.isEmpty() && length.isEmpty() && !times && name == null) {
            return null;
        }
        if (name != null) {
            Names.check(name);
        }
        return new Change(permissions, owner, group, length, times, name);
    }

    /** A user by number, or by a name that is a number; others are not known here. */
    private static OptionalInt user(String asked, String now, int number) throws NinepException {
        if (number != -1) {
            return OptionalInt.of(number);
        }
        if (asked.isEmpty() || asked.equals(now)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseUnsignedInt(asked));
        } catch (NumberFormatException unknown) {
            throw new NinepException(Errno.EINVAL, "users are numbers here, '" + asked + "' is none");
        }
    }
}
