package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/** What is limited for each unprivileged principal. A limit of n allows n; 0 is unlimited. */
public enum Quota {
    /** Nodes that the principal owns; what it creates it owns, so creators are charged. */
    NODES("nodes", 1000),
    /** Octets of a node: value, permissions as text and names of children, the latter two with a separator each. */
    NODE_SIZE("node-size", 2048),
    /** Watches of all sessions of the principal. */
    WATCHES("watches", 128),
    /** Open transactions of all sessions of the principal. */
    TRANSACTIONS("transactions", 10),
    /** Different nodes that one transaction touches. */
    TRANSACTION_NODES("transaction-nodes", 1024),
    /** Requests in one transaction; bounds what a replay costs. */
    TRANSACTION_REQUESTS("transaction-requests", 1024),
    /** Entries of a permission list. */
    NODE_PERMISSIONS("node-permissions", 5),
    /** Octets of a path, without a leading {@code /local/domain/<n>/} (P-3). */
    PATH_MAX("path-max", 2048),
    /** Requests whose replies or events have not been taken; a server reads no more from who has as many. */
    OUTSTANDING("outstanding", 20),
    /** Octets of memory, estimated, for nodes, watches, transactions, and for replies and events that wait. */
    MEMORY("memory", 5 * 512 * 1024),
    /** From how many octets of memory on there is reason to warn; nothing is refused. */
    SOFT_MEMORY("soft-memory", 2 * 1024 * 1024);

    private static final Quota[] ALL = values();

    private final String key;
    private final int standard;

    Quota(String key, int standard) {
        this.key = key;
        this.standard = standard;
    }

    /** The name by which clients ask for it. */
    public String key() {
        return key;
    }

    /** The limit that xenstored has by default. */
    public int standard() {
        return standard;
    }

    /** The quota of a {@link #key}, or null. */
    public static @Nullable Quota named(String key) {
        for (Quota quota : ALL) {
            if (quota.key.equals(key)) {
                return quota;
            }
        }
        return null;
    }

    static int count() {
        return ALL.length;
    }

    /** The error of a refusal (W-9). */
    Errno errno() {
        return switch (this) {
            case PATH_MAX -> Errno.EINVAL;
            case MEMORY, SOFT_MEMORY -> Errno.ENOMEM;
            default -> Errno.ENOSPC;
        };
    }
}
