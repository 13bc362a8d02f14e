package dev.xylem.xenstore.server;

import dev.xylem.store.Errno;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.wire.MessageWriter;

/**
 * Handlers of what a toolstack says and asks about domains. A server without domains answers all of them with ENOSYS.
 */
final class DomainOperations {
    private static final long MAX_PORT = 0xFFFF_FFFFL;

    private DomainOperations() {}

    static void introduce(Administration server, Exchange exchange) throws StoreException {
        int domain = exchange.principal(0);
        long frame = frame(exchange.arguments().text(1));
        int port = (int) exchange.number(2, MAX_PORT);
        server.domains().introduce(domain, frame, port);
        exchange.reply().ok();
    }

    /** Frames are printed signed by some toolstacks and unsigned by others; most servers do not look at them. */
    private static long frame(String text) throws StoreException {
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(digits(text));
        } catch (NumberFormatException malformed) {
            throw new StoreException(Errno.EINVAL, null, "a frame is a decimal number of at most 64 bits");
        }
    }

    private static String digits(String text) {
        return text.startsWith("+") ? "" : text;
    }

    static void release(Administration server, Exchange exchange) throws StoreException {
        server.domains().release(exchange.principal(0));
        exchange.reply().ok();
    }

    static void resume(Administration server, Exchange exchange) throws StoreException {
        server.domains().resume(exchange.principal(0));
        exchange.reply().ok();
    }

    static void target(Administration server, Exchange exchange) throws StoreException {
        int domain = exchange.principal(0);
        server.domains().setTarget(domain, exchange.principal(1));
        exchange.reply().ok();
    }

    static void introduced(Administration server, Exchange exchange) throws StoreException {
        exchange.reply().text(server.domains().isIntroduced(exchange.principal(0)) ? "T" : "F");
        exchange.reply().nul();
    }

    static void features(Administration server, Exchange exchange) throws StoreException {
        MessageWriter reply = exchange.reply();
        reply.text(Integer.toString(server.domains().features(exchange.principal(0))));
        reply.nul();
    }

    static void setFeatures(Administration server, Exchange exchange) throws StoreException {
        int domain = exchange.principal(0);
        server.domains().setFeatures(domain, (int) exchange.number(1, Integer.MAX_VALUE));
        exchange.reply().ok();
    }
}
