package dev.xylem.xenstore.server;

import dev.xylem.store.Errno;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.MessageWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Handlers of quotas: of one domain, or those of all that have none of their own. */
final class QuotaOperations {
    private QuotaOperations() {}

    /** Names, a default, or the quota of a domain, by the number of arguments. */
    static void get(Administration server, Exchange exchange) throws StoreException {
        MessageWriter reply = exchange.reply();
        Arguments arguments = exchange.arguments();
        switch (arguments.count()) {
            case 0 -> reply.text(Arrays.stream(Quota.values()).map(Quota::key).collect(Collectors.joining(" ")));
            case 1 -> reply.text(figure(server.store().quotas(), quota(arguments.text(0))));
            default -> {
                Principal principal = existing(exchange, 0);
                reply.text(figure(server.store().account(principal).quotas(), quota(arguments.text(1))));
            }
        }
        reply.nul();
    }

    private static String figure(Quotas quotas, Quota quota) {
        return Integer.toString(quotas.of(quota));
    }

    /** Sets a default, or the quota of a domain, by the number of arguments. */
    static void set(Administration server, Exchange exchange) throws StoreException {
        Arguments arguments = exchange.arguments();
        if (arguments.count() == 2) {
            server.limit(quota(arguments.text(0)), (int) exchange.number(1, Integer.MAX_VALUE));
        } else {
            Principal principal = existing(exchange, 0);
            server.limit(principal, quota(arguments.text(1)), (int) exchange.number(2, Integer.MAX_VALUE));
        }
        exchange.reply().ok();
    }

    static Quota quota(String name) throws StoreException {
        Quota quota = Quota.named(name);
        if (quota == null) {
            throw new StoreException(Errno.EINVAL, name, "is no quota; GET_QUOTA without arguments lists them");
        }
        return quota;
    }

    private static Principal existing(Exchange exchange, int i) throws StoreException {
        return existing(exchange, exchange.arguments().text(i));
    }

    static Principal existing(Exchange exchange, String number) throws StoreException {
        Principal principal = exchange.access().principal(exchange.access().parse(number));
        if (principal.stale()) {
            throw new StoreException(Errno.ENOENT, null, "domain " + principal + " does not exist; build it first");
        }
        return principal;
    }
}
