package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Tree.Attachment;

/** A view of the tree and how many fids come from it. */
final class Attached {
    private final Attachment attachment;
    private final Entry root;
    private final long rootPath;
    private final Counters counters;
    private int fids;

    Attached(Attachment attachment, Counters counters) {
        this.attachment = attachment;
        this.root = attachment.root();
        this.rootPath = root.qid().path();
        this.counters = counters;
        counters.attachments(1);
    }

    Entry root() {
        return root;
    }

    /** The directory above; above the root is the root. */
    Entry above(Entry entry) {
        return entry.qid().path() == rootPath ? entry : entry.parent();
    }

    void take() {
        fids++;
    }

    void give() {
        if (--fids == 0) {
            counters.attachments(-1);
            attachment.close();
        }
    }
}
