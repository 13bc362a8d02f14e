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

    static void read(Call call) throws StoreException {
        call.reply().octets(call.operations().read(call.path()));
    }

    static void directory(Call call) throws StoreException {
        MessageWriter reply = call.reply();
        for (String name : call.operations().directory(call.path())) {
            reply.text(name);
            reply.nul();
            if (reply.length() > Message.MAX_PAYLOAD) {
                return;
            }
        }
    }

    /** Children from an octet offset on, as many as fit; an empty name says that there are no more (§6). */
    static void directoryPart(Call call) throws StoreException {
        Path path = call.path();
        long offset = call.number(1, MAX_OFFSET);
        Operations operations = call.operations();
        // Read before the names: a change between the two makes the client start again, never miss a name.
        String generation = Long.toUnsignedString(operations.childrenVersion(path));
        List<String> names = operations.directory(path);
        MessageWriter reply = call.reply();
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

    static void permissions(Call call) throws StoreException {
        MessageWriter reply = call.reply();
        for (String entry : call.operations().permissions(call.path()).format()) {
            reply.text(entry);
            reply.nul();
        }
    }

    static void write(Call call) throws StoreException {
        call.operations().write(call.path(), call.arguments().rest());
        call.reply().ok();
    }

    static void mkdir(Call call) throws StoreException {
        call.operations().mkdir(call.path());
        call.reply().ok();
    }

    static void remove(Call call) throws StoreException {
        call.operations().remove(call.path());
        call.reply().ok();
    }

    static void setPermissions(Call call) throws StoreException {
        Path path = call.path();
        int entries = call.arguments().count() - 1;
        List<String> texts = new ArrayList<>(entries);
        for (int i = 1; i <= entries; i++) {
            texts.add(call.arguments().text(i));
        }
        call.operations().setPermissions(path, Acl.parse(texts, call.client().access()));
        call.reply().ok();
    }
}
