package dev.xylem.xenstore.server;

import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Domains;

/** Handlers of what concerns the client's own connection: watches, transactions, what it is offered. */
final class ClientOperations {
    /** Greater depths cannot be told from "no depth" where watches are carried over to another server. */
    private static final long MAX_DEPTH = 0xFFFE;

    private ClientOperations() {}

    static void watch(Client client, Exchange exchange) throws StoreException {
        Path path = exchange.path(client.home());
        int depth = -1;
        if (exchange.arguments().count() > 2) {
            if ((client.features() & Domains.WATCH_DEPTH) == 0) {
                throw new StoreException(Errno.EINVAL, path, "this connection is not offered watches with a depth");
            }
            depth = (int) exchange.number(2, MAX_DEPTH);
        }
        client.watch(path, exchange.arguments().text(0), exchange.arguments().octets(1), depth);
        exchange.reply().ok();
    }

    static void unwatch(Client client, Exchange exchange) throws StoreException {
        client.unwatch(exchange.path(client.home()), exchange.arguments().octets(1));
        exchange.reply().ok();
    }

    static void reset(Client client, Exchange exchange) {
        client.reset();
        exchange.reply().ok();
    }

    static void begin(Client client, Exchange exchange) throws StoreException {
        exchange.reply().text(Integer.toString(client.begin()));
        exchange.reply().nul();
    }

    /** T-5: whatever comes of it, the id is gone, unless the request itself is malformed. */
    static void end(Client client, Exchange exchange) throws StoreException {
        String how = exchange.arguments().text(0);
        if (!how.equals("T") && !how.equals("F")) {
            throw new StoreException(Errno.EINVAL, null, "a transaction ends with T or F");
        }
        client.end(exchange.transactionId(), how.equals("T"));
        exchange.reply().ok();
    }

    static void domainPath(Client client, Exchange exchange) throws StoreException {
        exchange.reply().text(Domains.path(exchange.principal(0)));
        exchange.reply().nul();
    }

    static void features(Client client, Exchange exchange) {
        exchange.reply().text(Integer.toString(client.features()));
        exchange.reply().nul();
    }
}
