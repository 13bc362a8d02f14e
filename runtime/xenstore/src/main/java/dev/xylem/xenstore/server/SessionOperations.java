package dev.xylem.xenstore.server;

import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;

/** Handlers of what concerns the client's own state: watches and transactions. */
final class SessionOperations {
    /** Greater depths cannot be told from "no depth" where watches are carried over to another server. */
    private static final long MAX_DEPTH = 0xFFFE;

    private SessionOperations() {}

    static void watch(Call call) throws StoreException {
        Path path = call.path();
        int depth = call.arguments().count() > 2 ? (int) call.number(2, MAX_DEPTH) : -1;
        call.client().watch(path, call.arguments().text(0), call.arguments().octets(1), depth);
        call.reply().ok();
    }

    static void unwatch(Call call) throws StoreException {
        call.client().unwatch(call.path(), call.arguments().octets(1));
        call.reply().ok();
    }

    static void reset(Call call) {
        call.client().reset();
        call.reply().ok();
    }

    static void begin(Call call) throws StoreException {
        call.reply().text(Integer.toString(call.client().begin()));
        call.reply().nul();
    }

    /** T-5: whatever comes of it, the id is gone, unless the request itself is malformed. */
    static void end(Call call) throws StoreException {
        String how = call.arguments().text(0);
        if (!how.equals("T") && !how.equals("F")) {
            throw new StoreException(Errno.EINVAL, null, "a transaction ends with T or F");
        }
        call.client().forget(call.transactionId());
        if (how.equals("T")) {
            call.transaction().commit();
        } else {
            call.transaction().abort();
        }
        call.reply().ok();
    }

    static void domainPath(Call call) throws StoreException {
        int domain = call.client().access().parse(call.arguments().text(0));
        call.reply().text("/local/domain/" + Integer.toUnsignedString(domain));
        call.reply().nul();
    }
}
