package dev.xylem.store.model;

/**
 * The limits the model knows (spec §7), for unprivileged callers; 0 is unlimited and a limit of n allows n.
 *
 * @param nodes nodes owned by one principal
 * @param nodeSize octets of a node: value, entries of the ACL and names of children, the latter two with a NUL each
 * @param permissions entries of one ACL
 * @param watches watches of one principal
 * @param transactions open transactions of one principal
 */
public record ModelQuotas(int nodes, int nodeSize, int permissions, int watches, int transactions) {
    public static final ModelQuotas NONE = new ModelQuotas(0, 0, 0, 0, 0);

    static boolean exceeds(int count, int limit) {
        return limit != 0 && count > limit;
    }
}
