package dev.xylem.store;

/** A caller, and what is decided about it once for its whole session. */
final class Actor {
    private final Access access;
    final Caller caller;
    final boolean privileged;

    Actor(Access access, Caller caller) {
        this.access = access;
        this.caller = caller;
        this.privileged = access.privileged(caller);
    }

    Principal principal() {
        return caller.principal();
    }

    /** Whether the caller has all of the given rights to a node. */
    boolean may(int rights, Node node) {
        return privileged || (access.rights(caller, node.acl()) & rights) == rights;
    }
}
