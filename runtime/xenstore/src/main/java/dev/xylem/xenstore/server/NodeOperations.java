package dev.xylem.xenstore.server;

import dev.xylem.store.Acl;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/** Handlers of what is asked of nodes, inside a transaction and outside alike. */
final class NodeOperations {
    /** An offset into a list of children is a 32-bit number, as in the C daemon. */
    private static final long MAX_OFFSET = 0xFFFF_FFFFL;

    private NodeOperations() {}

    static void read(Operations on, Path path, Exchange exchange) throws StoreException {
        exchange.reply().octets(on.read(path));
    }

    static void directory(Operations on, Path path, Exchange exchange) throws StoreException {
        MessageWriter reply = exchange.reply();
        for (String name : on.directory(path)) {
            reply.text(name);
            reply.nul();
            if (reply.length() > Message.MAX_PAYLOAD) {
                return;
            }
        }
    }

    /** Children from an octet offset on, as many as fit; an empty name says that there are no more (§6). */
    static void directoryPart(Operations on, Path path, Exchange exchange) throws StoreException {
        long offset = exchange.number(1, MAX_OFFSET);
        // Read before the names: a change between the two makes the client start again, never miss a name.
        String generation = Long.toUnsignedString(on.childrenVersion(path));
        List<String> names = on.directory(path);
        MessageWriter reply = exchange.reply();
        reply.text(generation);
        reply.nul();
        long at = 0;
        for (String name : names) {
            long end = at + name.length() + 1;
            if (end > offset) {
                int skipped = (int) Math.max(0, offset - at);
                int octets = name.length() + 1 - skipped;
                // One octet stays free for the empty name.
                if (reply.length() + octets >= Message.MAX_PAYLOAD) {
                    return;
                }
                reply.text(name.substring(skipped));
                reply.nul();
            }
            at = end;
        }
        reply.nul();
    }

    static void permissions(Operations on, Path path, Exchange exchange) throws StoreException {
        MessageWriter reply = exchange.reply();
        for (String entry : on.permissions(path).format()) {
            reply.text(entry);
            reply.nul();
        }
    }

    static void write(Operations on, Path path, Exchange exchange) throws StoreException {
        on.write(path, exchange.arguments().rest());
        exchange.reply().ok();
    }

    static void mkdir(Operations on, Path path, Exchange exchange) throws StoreException {
        on.mkdir(path);
        exchange.reply().ok();
    }

    static void remove(Operations on, Path path, Exchange exchange) throws StoreException {
        on.remove(path);
        exchange.reply().ok();
    }

    static void setPermissions(Operations on, Path path, Exchange exchange) throws StoreException {
        int entries = exchange.arguments().count() - 1;
        List<String> texts = new ArrayList<>(entries);
        for (int i = 1; i <= entries; i++) {
            texts.add(exchange.arguments().text(i));
        }
        on.setPermissions(path, Acl.parse(texts, exchange.access()));
        exchange.reply().ok();
    }
}
