package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Change;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Output;
import dev.xylem.ninep.wire.Qid;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Requests of 9P2000.L. */
final class LinuxRequests {
    /** What statfs(2) calls 9P. */
    private static final int MAGIC = 0x0102_1997;

    private static final int BLOCK = 4096;
    private static final int LONGEST_NAME = 255;

    private static final int O_ACCMODE = 3;
    private static final int O_TRUNC = 01000;
    private static final int O_APPEND = 02000;
    private static final int O_DIRECTORY = 0200000;

    private static final int S_IFDIR = 0040000;
    private static final int S_IFREG = 0100000;
    private static final int PERMISSIONS = 0777;

    private static final int DT_DIR = 4;
    private static final int DT_REG = 8;

    /** All that stat(2) knows. */
    private static final long BASIC = 0x7FF;

    private static final long DATA_VERSION = 0x2000;

    private static final int SET_MODE = 1;
    private static final int SET_UID = 2;
    private static final int SET_GID = 4;
    private static final int SET_SIZE = 8;
    private static final int SET_TIMES = 0x1F0;

    private static final int AT_REMOVEDIR = 0x200;

    private LinuxRequests() {}

    static boolean statfs(Call call) throws Violation, NinepException {
        call.onlyFid();
        call.reply()
                .u32(MAGIC)
                .u32(BLOCK)
                .u64(0)
                .u64(0)
                .u64(0)
                .u64(0)
                .u64(0)
                .u64(0)
                .u32(LONGEST_NAME)
                .end();
        return true;
    }

    private static Opening opening(int flags) throws NinepException {
        int access = flags & O_ACCMODE;
        if (access == O_ACCMODE) {
            throw new NinepException(Errno.EINVAL);
        }
        return new Opening(access != 1, access != 0, (flags & O_TRUNC) != 0, (flags & O_APPEND) != 0);
    }

    static boolean open(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        int flags = input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        if ((flags & O_DIRECTORY) != 0 && !fid.directory()) {
            throw new NinepException(Errno.ENOTDIR);
        }
        FileRequests.open(fid, opening(flags), call.fids());
        call.reply().qid(fid.entry.qid()).u32(FileRequests.unit(fid, call)).end();
        return true;
    }

    static boolean create(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        String name = input.text();
        int flags = input.u32();
        input.u32();
        input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        Creating.check(fid, name);
        Creating.create(call, fid, name, false, opening(flags));
        call.reply().qid(fid.entry.qid()).u32(FileRequests.unit(fid, call)).end();
        return true;
    }

    static boolean mkdir(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        String name = input.text();
        input.u32();
        input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        Creating.checkIn(fid, name);
        Entry made = fid.entry.makeDirectory(name);
        call.reply().qid(made.qid()).end();
        return true;
    }

    static boolean unlinkat(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        String name = input.text();
        int flags = input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        Creating.checkIn(fid, name);
        Entry entry = fid.entry.walk(name);
        boolean asDirectory = (flags & AT_REMOVEDIR) != 0;
        if (asDirectory != entry.qid().directory()) {
            throw new NinepException(asDirectory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        entry.remove();
        return call.done();
    }

    static boolean getattr(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        input.u64();
        call.parsed();
        Entry entry = call.fid(number).entry;
        Attributes now = entry.attributes();
        Qid qid = entry.qid();
        long seconds = Math.floorDiv(now.changed(), TimeUnit.SECONDS.toNanos(1));
        long nanos = Math.floorMod(now.changed(), TimeUnit.SECONDS.toNanos(1));
        Output reply = call.reply().u64(BASIC | DATA_VERSION).qid(qid);
        reply.u32((qid.directory() ? S_IFDIR : S_IFREG) | now.permissions() & PERMISSIONS);
        // One link also for a directory: how many others are in it, nobody counted.
        reply.u32(now.owner()).u32(now.group()).u64(1).u64(0);
        reply.u64(now.length()).u64(BLOCK).u64((now.length() + 511) / 512);
        for (int time = 0; time < 3; time++) {
            reply.u64(seconds).u64(nanos);
        }
        reply.u64(0).u64(0).u64(0).u64(Integer.toUnsignedLong(qid.version()));
        reply.end();
        return true;
    }

    static boolean setattr(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        int valid = input.u32();
        int mode = input.u32();
        int owner = input.u32();
        int group = input.u32();
        long size = input.u64();
        for (int time = 0; time < 4; time++) {
            input.u64();
        }
        call.parsed();
        Fid fid = call.fid(number);
        if ((valid & ~(SET_MODE | SET_UID | SET_GID | SET_SIZE | SET_TIMES)) != 0) {
            throw new NinepException(Errno.EINVAL);
        }
        if (valid != 0) {
            fid.entry.change(new Change(
                    (valid & SET_MODE) == 0 ? OptionalInt.empty() : OptionalInt.of(mode & PERMISSIONS),
                    (valid & SET_UID) == 0 ? OptionalInt.empty() : OptionalInt.of(owner),
                    (valid & SET_GID) == 0 ? OptionalInt.empty() : OptionalInt.of(group),
                    (valid & SET_SIZE) == 0 ? OptionalLong.empty() : OptionalLong.of(size),
                    (valid & SET_TIMES) != 0,
                    null));
        }
        return call.done();
    }

    /**
     * Goes on after the entry whose cookie the offset is. Lists neither "." nor "..": no tool needs them, and those that walk
     * to what is listed would walk to ".", which is no name.
     */
    static boolean readdir(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        long cookie = input.u64();
        int asked = input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        if (!fid.directory()) {
            throw new NinepException(Errno.ENOTDIR);
        }
        if (!fid.opened()) {
            throw new NinepException(Errno.EBADF);
        }
        int most = call.client().readable();
        int count = Integer.compareUnsigned(asked, most) > 0 ? most : asked;
        Listing listing = call.fids().listing(fid, cookie == 0 && fid.nextOffset != 0);
        fid.nextOffset = 1;
        Output reply = call.reply();
        int at = reply.beginData();
        int end = reply.buffer().position() + count;
        boolean room = true;
        if (cookie >= 0) {
            for (int place = listing.after(cookie); room && place < listing.size(); place++) {
                room = put(reply, end, listing.entry(place));
            }
        }
        if (!room && reply.endData(at) == 0) {
            reply.undo();
            throw new NinepException(Errno.EINVAL, "the next entry is longer than was asked for");
        }
        reply.endData(at);
        reply.end();
        return true;
    }

    private static boolean put(Output reply, int end, Listed entry) {
        String name = entry.name();
        Qid qid = entry.qid();
        int octets = Qid.OCTETS + 8 + 1 + Output.octets(name);
        if (reply.buffer().position() + octets > end) {
            return false;
        }
        reply.qid(qid)
                .u64(Listing.cookie(entry))
                .u8(qid.directory() ? DT_DIR : DT_REG)
                .text(name);
        return true;
    }

    static boolean fsync(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        input.u32();
        call.parsed();
        Fid fid = call.fid(number);
        if (fid.writesWait()) {
            return call.await();
        }
        fid.sync();
        return call.done();
    }
}
