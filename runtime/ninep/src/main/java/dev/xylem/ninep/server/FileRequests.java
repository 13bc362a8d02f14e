package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.LaterException;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Output;
import dev.xylem.ninep.wire.Qid;
import java.nio.ByteBuffer;

/** Requests about files that all dialects have. */
final class FileRequests {
    private FileRequests() {}

    static boolean walk(Call call) throws Violation, NinepException {
        Input input = call.input();
        int from = input.u32();
        int to = input.u32();
        String[] names = input.names();
        call.parsed();
        Fids fids = call.fids();
        Fid fid = call.fid(from);
        if (from == to) {
            if (fid.opened()) {
                throw new NinepException(Errno.EBUSY, "an open fid cannot go elsewhere; walk to a new one");
            }
        } else {
            fids.checkFree(to);
        }
        Qid[] qids = new Qid[names.length];
        Entry reached = fid.entry;
        int found = 0;
        while (found < names.length) {
            try {
                reached = step(fid.attached, reached, names[found]);
            } catch (NinepException missing) {
                if (found == 0) {
                    throw missing;
                }
                break;
            }
            qids[found++] = reached.qid();
        }
        if (found == names.length) {
            if (from == to) {
                fid.entry = reached;
            } else {
                fids.add(to, fid.attached, reached);
            }
        }
        Output reply = call.reply().u16(found);
        for (int i = 0; i < found; i++) {
            reply.qid(qids[i]);
        }
        reply.end();
        return true;
    }

    private static Entry step(Attached attached, Entry from, String name) throws NinepException {
        if (!from.qid().directory()) {
            throw new NinepException(Errno.ENOTDIR);
        }
        if (name.equals("..")) {
            return attached.above(from);
        }
        Names.check(name);
        return from.walk(name);
    }

    /** Opens a directory or file, however the dialect asks for it. */
    static void open(Fid fid, Opening how, Fids fids) throws NinepException {
        if (fid.opened()) {
            throw new NinepException(Errno.EBADF, "the fid is open already");
        }
        if (fid.directory()) {
            if (how.write() || how.truncate()) {
                throw new NinepException(Errno.EISDIR);
            }
            fids.listing(fid, true);
            fid.open(how, null);
        } else {
            fid.open(how, fid.entry.open(how, fid::wake));
        }
    }

    /** The iounit that is reported for an open fid: 0 says as much as fits. */
    static int unit(Fid fid, Call call) {
        int unit = fid.unit();
        return unit == 0 || unit >= call.client().payload() ? 0 : unit;
    }

    static boolean read(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        long offset = input.u64();
        int asked = input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        int most = call.client().readable();
        int count = Integer.compareUnsigned(asked, most) > 0 ? most : asked;
        if (fid.directory()) {
            if (call.dialect() == Dialect.LINUX) {
                throw new NinepException(Errno.EISDIR);
            }
            PlainRequests.readDirectory(call, fid, offset, count);
            return true;
        }
        OpenFile file = fid.readable();
        Output reply = call.reply();
        int at = reply.beginData();
        // Nothing is so long that an offset beyond 2^63 has anything behind it.
        if (offset >= 0 && count > 0) {
            ByteBuffer into = reply.buffer();
            int limit = into.limit();
            int from = into.position();
            into.limit(from + count);
            int put;
            try {
                put = file.read(offset, into);
            } finally {
                into.limit(limit);
            }
            if (put == OpenFile.WAIT) {
                reply.undo();
                return call.await();
            }
        }
        reply.endData(at);
        reply.end();
        return true;
    }

    static boolean write(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        long offset = input.u64();
        ByteBuffer data = input.data();
        call.parsed();
        Fid fid = call.fid(number);
        OpenFile file = fid.writable();
        if (offset < 0) {
            throw new NinepException(Errno.EFBIG);
        }
        if (fid.writesWait()) {
            return call.await();
        }
        int unit = file.unit();
        int payload = call.client().payload();
        boolean whole = data.remaining() < (unit == 0 ? payload : Math.min(unit, payload));
        int taken = data.hasRemaining() ? file.write(offset, data, whole) : 0;
        call.reply().u32(taken).end();
        return true;
    }

    /** The fid is gone afterwards, also when what was written is refused now. */
    static boolean clunk(Call call) throws Violation, NinepException {
        Fid fid = call.onlyFid();
        return ending(call, fid, () -> {
            fid.sync();
            if (fid.removeOnClose) {
                fid.entry.remove();
            }
        });
    }

    /** The fid is gone afterwards, also when the file cannot be removed. */
    static boolean remove(Call call) throws Violation, NinepException {
        Fid fid = call.onlyFid();
        return ending(call, fid, fid.entry::remove);
    }

    private interface Last {
        void act() throws NinepException;
    }

    private static boolean ending(Call call, Fid fid, Last last) throws NinepException {
        boolean over = true;
        try {
            last.act();
        } catch (LaterException later) {
            over = false;
            throw later;
        } finally {
            if (over) {
                call.client().release(fid);
            }
        }
        return call.done();
    }
}
