package dev.xylem.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Does one operation on a working copy: for a transaction while it is open, and again for its replay. Thread-safe. */
final class Execution {
    /** The reply of operations that only succeed. */
    static final Object DONE = "OK";

    private final Writing writing;

    Execution(Writing writing) {
        this.writing = writing;
    }

    /** Refuses what no look at a tree is needed for. */
    static void check(Actor actor, Path path) throws StoreException {
        Writing.checkPath(actor, path);
    }

    Object run(
            Operation operation,
            Working tree,
            Actor actor,
            Path path,
            @Nullable Object argument,
            @Nullable Footprint footprint)
            throws StoreException {
        check(actor, path);
        switch (operation) {
            case READ -> {
                Reading.refuseSpecial(path);
                return Reading.node(tree, actor, path, Footprint.VALUE, footprint)
                        .value();
            }
            case DIRECTORY -> {
                Reading.refuseSpecial(path);
                return Reading.node(tree, actor, path, Footprint.CHILDREN, footprint)
                        .names();
            }
            case DIRECTORY_PART -> {
                Reading.refuseSpecial(path);
                Node node = Reading.node(tree, actor, path, Footprint.CHILDREN, footprint);
                return generation(tree, path, node);
            }
            case GET_PERMS -> {
                return Reading.node(tree, actor, path, Footprint.ACL, footprint).acl();
            }
            case WRITE -> writing.write(tree, actor, path, (byte[]) required(argument), footprint);
            case MKDIR -> writing.mkdir(tree, actor, path, footprint);
            case RM -> writing.remove(tree, actor, path, footprint);
            case SET_PERMS -> writing.setPermissions(tree, actor, path, (Acl) required(argument), footprint);
        }
        return DONE;
    }

    /** Moves with each of the transaction's own changes, though they all have the same stamp. */
    private static Long generation(Working tree, Path path, Node node) {
        long stamp = tree.base().number();
        return node.childrenVersion() <= stamp
                ? node.childrenVersion()
                : stamp + tree.changes().lastAround(path);
    }

    private static Object required(@Nullable Object argument) {
        if (argument == null) {
            throw new IllegalStateException("an operation lacks its argument");
        }
        return argument;
    }

    /** Whether a client cannot tell two replies apart. */
    static boolean same(Object first, Object second) {
        return first instanceof byte[] a && second instanceof byte[] b ? Arrays.equals(a, b) : first.equals(second);
    }
}
