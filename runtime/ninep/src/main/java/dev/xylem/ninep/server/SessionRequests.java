package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Login;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.tree.Tree.Attachment;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;

/** Requests about the session itself. */
final class SessionRequests {
    private SessionRequests() {}

    /** Whatever was before ends with this request, whether there is an agreement or not. */
    static boolean version(Call call) throws Violation, NinepException {
        Input input = call.input();
        int size = input.u32();
        String asked = input.text();
        if (!input.complete()) {
            throw new Violation(Violation.MALFORMED);
        }
        Client client = call.client();
        Dialect dialect = input.legible() ? Dialect.negotiate(asked) : null;
        int offered = client.server().limits().message();
        int message = Integer.compareUnsigned(size, offered) > 0 ? offered : size;
        client.agree(Dialect.PLAIN, 0);
        if (message < Limits.LEAST_MESSAGE) {
            throw new NinepException(Errno.EINVAL, "messages of " + message + " octets are too short; use 512 or more");
        }
        if (dialect != null) {
            client.agree(dialect, message);
        }
        call.reply()
                .u32(message)
                .text(dialect == null ? Dialect.UNKNOWN : dialect.version())
                .end();
        return true;
    }

    /**
     * Who is there, the system tells; tickets are not given. Clients take ENOENT, or any text, for the news that they need
     * none.
     */
    static boolean auth(Call call) throws Violation, NinepException {
        Input input = call.input();
        input.u32();
        input.text();
        input.text();
        number(call);
        call.parsed();
        throw new NinepException(Errno.ENOENT, "authentication not required");
    }

    static boolean attach(Call call) throws Violation, NinepException {
        Input input = call.input();
        int number = input.u32();
        int ticket = input.u32();
        String user = input.text();
        String tree = input.text();
        long userNumber = number(call);
        call.parsed();
        if (ticket != Message.NOFID) {
            throw new NinepException(Errno.EBADF, "authentication not required: attach without an afid");
        }
        Client client = call.client();
        Fids fids = call.fids();
        fids.checkFree(number);
        Attachment attachment = client.server().tree().attach(new Login(client.peer(), user, userNumber, tree));
        Attached attached = new Attached(attachment, client.server().counters());
        fids.add(number, attached, attached.root());
        call.reply().qid(attached.root().qid()).end();
        return true;
    }

    private static long number(Call call) {
        return call.dialect() == Dialect.PLAIN
                ? Peer.UNKNOWN
                : Integer.toUnsignedLong(call.input().u32());
    }

    /** Always answered. What was answered before needs no more, and what waits has had no effect yet. */
    static boolean flush(Call call) throws Violation, NinepException {
        int tag = call.input().u16();
        call.parsed();
        call.client().flush(tag);
        return call.done();
    }
}
