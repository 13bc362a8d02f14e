package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;

/** Which handler each request has. */
final class Handlers {
    private static final Handler[] TABLE = new Handler[Message.values().length];

    static {
        on(Message.VERSION, SessionRequests::version);
        on(Message.AUTH, SessionRequests::auth);
        on(Message.ATTACH, SessionRequests::attach);
        on(Message.FLUSH, SessionRequests::flush);
        on(Message.WALK, FileRequests::walk);
        on(Message.READ, FileRequests::read);
        on(Message.WRITE, FileRequests::write);
        on(Message.CLUNK, FileRequests::clunk);
        on(Message.REMOVE, FileRequests::remove);
        on(Message.OPEN, PlainRequests::open);
        on(Message.CREATE, PlainRequests::create);
        on(Message.STAT, PlainRequests::stat);
        on(Message.WSTAT, PlainRequests::wstat);
        on(Message.STATFS, LinuxRequests::statfs);
        on(Message.LOPEN, LinuxRequests::open);
        on(Message.LCREATE, LinuxRequests::create);
        on(Message.GETATTR, LinuxRequests::getattr);
        on(Message.SETATTR, LinuxRequests::setattr);
        on(Message.READDIR, LinuxRequests::readdir);
        on(Message.FSYNC, LinuxRequests::fsync);
        on(Message.MKDIR, LinuxRequests::mkdir);
        on(Message.UNLINKAT, LinuxRequests::unlinkat);
        on(Message.READLINK, Handlers::noLink);
        for (Message unsupported : Message.values()) {
            if (TABLE[unsupported.ordinal()] == null) {
                on(unsupported, Handlers::unsupported);
            }
        }
    }

    private Handlers() {}

    private static void on(Message message, Handler handler) {
        TABLE[message.ordinal()] = handler;
    }

    static Handler of(Message message) {
        return TABLE[message.ordinal()];
    }

    /** Links, devices, renaming, locks and extended attributes: synthetic files have none. */
    private static boolean unsupported(Call call) throws Violation, NinepException {
        skip(call);
        throw new NinepException(Errno.EOPNOTSUPP);
    }

    private static boolean noLink(Call call) throws Violation, NinepException {
        call.onlyFid();
        throw new NinepException(Errno.EINVAL, "not a symbolic link");
    }

    /** Reads arguments without looking at them, so that malformed ones are found here too. */
    private static void skip(Call call) throws Violation, NinepException {
        Input input = call.input();
        String shape = call.message().requestShape();
        for (int i = 0; i < shape.length(); i++) {
            switch (shape.charAt(i)) {
                case 'b' -> input.u8();
                case 'd' -> input.u32();
                case 'q' -> input.u64();
                case 's' -> input.text();
                default -> throw new IllegalStateException("shape " + shape + " of " + call.message());
            }
        }
        call.parsed();
    }
}
