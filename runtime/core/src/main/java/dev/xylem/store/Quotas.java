package dev.xylem.store;

/**
 * What one unprivileged principal may use. A limit of n allows n; 0 is unlimited. Privileged callers have no limits.
 *
 * @param nodes nodes that the principal owns; what it creates it owns, so creators are charged
 * @param nodeSize octets of a node: value, permissions as text and names of children, the latter two with a separator each
 * @param watches watches of all its sessions
 * @param transactions open transactions of all its sessions
 * @param transactionNodes different nodes that one transaction touches
 * @param transactionRequests requests in one transaction; bounds what a replay costs
 * @param nodePermissions entries of a permission list
 * @param pathMax octets of a path, without a leading {@code /local/domain/<n>/} (P-3)
 */
public record Quotas(
        int nodes,
        int nodeSize,
        int watches,
        int transactions,
        int transactionNodes,
        int transactionRequests,
        int nodePermissions,
        int pathMax) {
    /** The limits that xenstored has by default. */
    public static final Quotas DEFAULT = new Quotas(1000, 2048, 128, 10, 1024, 1024, 5, 2048);
    /** No limits. */
    public static final Quotas UNLIMITED = new Quotas(0, 0, 0, 0, 0, 0, 0, 0);

    /** Checks that no limit is negative. */
    public Quotas {
        if ((nodes
                        | nodeSize
                        | watches
                        | transactions
                        | transactionNodes
                        | transactionRequests
                        | nodePermissions
                        | pathMax)
                < 0) {
            throw new IllegalArgumentException("a quota is negative; 0 means unlimited");
        }
    }

    /** These limits, to be changed one by one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    static boolean exceeds(long used, int limit) {
        return limit != 0 && used > limit;
    }

    /** Limits under construction; starts with those it was made from. Not thread-safe. */
    public static final class Builder {
        private int nodes;
        private int nodeSize;
        private int watches;
        private int transactions;
        private int transactionNodes;
        private int transactionRequests;
        private int nodePermissions;
        private int pathMax;

        private Builder(Quotas from) {
            nodes = from.nodes;
            nodeSize = from.nodeSize;
            watches = from.watches;
            transactions = from.transactions;
            transactionNodes = from.transactionNodes;
            transactionRequests = from.transactionRequests;
            nodePermissions = from.nodePermissions;
            pathMax = from.pathMax;
        }

        /** Sets {@link Quotas#nodes}. */
        public Builder nodes(int limit) {
            nodes = limit;
            return this;
        }

        /** Sets {@link Quotas#nodeSize}. */
        public Builder nodeSize(int limit) {
            nodeSize = limit;
            return this;
        }

        /** Sets {@link Quotas#watches}. */
        public Builder watches(int limit) {
            watches = limit;
            return this;
        }

        /** Sets {@link Quotas#transactions}. */
        public Builder transactions(int limit) {
            transactions = limit;
            return this;
        }

        /** Sets {@link Quotas#transactionNodes}. */
        public Builder transactionNodes(int limit) {
            transactionNodes = limit;
            return this;
        }

        /** Sets {@link Quotas#transactionRequests}. */
        public Builder transactionRequests(int limit) {
            transactionRequests = limit;
            return this;
        }

        /** Sets {@link Quotas#nodePermissions}. */
        public Builder nodePermissions(int limit) {
            nodePermissions = limit;
            return this;
        }

        /** Sets {@link Quotas#pathMax}. */
        public Builder pathMax(int limit) {
            pathMax = limit;
            return this;
        }

        /** The limits as set. */
        public Quotas build() {
            return new Quotas(
                    nodes,
                    nodeSize,
                    watches,
                    transactions,
                    transactionNodes,
                    transactionRequests,
                    nodePermissions,
                    pathMax);
        }
    }
}
