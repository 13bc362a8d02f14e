package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/**
 * The access rule of a store: which numbers are principals, who is privileged, where relative paths start. Thread-safe.
 *
 * <p>Implementations that are named in {@link dev.xylem.Synthesize#access} have a public constructor without parameters.
 */
public interface Access {
    /** The user id that stands for a socket's peer whose user is not known. */
    long UNKNOWN_USER = 0xFFFFFFFFL;

    /** The program itself: owner of the initial tree and of what the program publishes; privileged. */
    Caller owner();

    /**
     * The caller behind a connection to a local socket.
     *
     * @param user the peer's user id, 0 to 0xFFFFFFFF, or {@link #UNKNOWN_USER}
     */
    Caller peer(long user);

    /** Whether the caller may do everything, and no quota applies to it. */
    boolean privileged(Caller caller);

    /** Where the caller's relative paths start (P-2). */
    Path home(Caller caller);

    /**
     * The principal that a number means now: its present incarnation, or a stale one when nothing has that number.
     *
     * @param id an unsigned number
     */
    Principal principal(int id);

    /** Whether what a principal named still exists. Only such principals become owners. */
    default boolean alive(Principal principal) {
        return !principal.stale();
    }

    /** Says that a principal is gone: it is never {@link #alive} again, and nothing matches it. Idempotent. */
    default void ended(Principal principal) {}

    /**
     * The number of a principal from decimal text.
     *
     * @return an unsigned number
     * @throws StoreException EINVAL when the text is not a decimal number or out of range
     */
    int parse(String digits) throws StoreException;

    /** The number that grants a right to every caller with {@link Caller#anyone}, or null when there is none. */
    @Nullable
    Integer anyone();

    /**
     * What a caller may do with a node: a sum of {@link Acl#READ}, {@link Acl#WRITE} and {@link Acl#OWN}. The rights of a
     * target add to the caller's own, so that giving it a target never takes anything away.
     */
    default int rights(Caller caller, Acl acl) {
        if (privileged(caller)) {
            return Acl.READ | Acl.WRITE | Acl.OWN;
        }
        Integer anyone = caller.anyone() ? anyone() : null;
        int rights = rights(caller.principal(), anyone, acl);
        Principal target = caller.target();
        return target == null ? rights : rights | rights(target, anyone, acl);
    }

    private static int rights(Principal principal, @Nullable Integer anyone, Acl acl) {
        if (principal.stale()) {
            // It equals entries that name a missing domain, but those match nobody.
            return acl.rights(0);
        }
        if (principal.equals(acl.owner())) {
            return Acl.READ | Acl.WRITE | Acl.OWN;
        }
        for (int i = 1; i < acl.size(); i++) {
            Principal listed = acl.principal(i);
            if (listed.equals(principal) || (anyone != null && listed.id() == anyone)) {
                return acl.rights(i);
            }
        }
        return acl.rights(0);
    }
}
