package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.LaterException;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Output;
import org.jspecify.annotations.Nullable;

/** One request while it is handled: who asks, its arguments, and where the reply goes. */
final class Call {
    private final Client client;
    private final Input input;
    private final Output output;
    private Message message = Message.VERSION;
    private int tag;
    private @Nullable Fid about;

    Call(Client client, NinepServer server) {
        this.client = client;
        this.input = server.input();
        this.output = server.output();
    }

    void begin(Message requested, int requestTag) {
        message = requested;
        tag = requestTag;
        about = null;
    }

    Client client() {
        return client;
    }

    Fids fids() {
        return client.fids();
    }

    /** The fid with a number, which the request is about: should it have to wait, it waits for this one. */
    Fid fid(int number) throws NinepException {
        Fid found = client.fids().get(number);
        about = found;
        return found;
    }

    Message message() {
        return message;
    }

    int tag() {
        return tag;
    }

    Dialect dialect() {
        return client.dialect();
    }

    /** The arguments, to be read once and in order. */
    Input input() {
        return input;
    }

    /** Ends reading the arguments: from here on they can be relied on. */
    void parsed() throws Violation, NinepException {
        if (!input.complete()) {
            throw new Violation(Violation.MALFORMED);
        }
        if (!input.legible()) {
            throw new NinepException(
                    Errno.EINVAL, "a text is not UTF-8, has a NUL in it, or a walk has too many names");
        }
    }

    /** The fid named by the only argument. */
    Fid onlyFid() throws Violation, NinepException {
        int number = input.u32();
        parsed();
        return fid(number);
    }

    /** Begins the reply. */
    Output reply() {
        return output.begin(message.reply(), tag);
    }

    /** The whole of a reply that has nothing to say. */
    boolean done() {
        reply().end();
        return true;
    }

    /** Has the request wait until its fid calls for it; it is handled anew then. */
    boolean await() throws NinepException {
        Fid fid = about;
        if (fid == null || !client.mayWait()) {
            throw new NinepException(Errno.EAGAIN, "too many requests wait already");
        }
        client.await(fid);
        return false;
    }

    /** The same for what will be possible later. */
    boolean await(LaterException later) throws NinepException {
        await();
        Fid fid = about;
        if (fid != null) {
            later.whenDue(fid::wake);
        }
        return false;
    }
}
