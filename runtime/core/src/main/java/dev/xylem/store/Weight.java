package dev.xylem.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates of memory in octets, never far below the truth: what quotas on memory count. They depend on sizes only, so that
 * counting again gives the same.
 */
final class Weight {
    /** Objects of a node, and its place in the directory. */
    private static final int NODE = 160;

    private static final int ENTRY = 16;
    private static final int REQUEST = 128;
    /** Name and key of one level of a path. */
    private static final int LEVEL = 64;
    /** A level of the index of watches that no other watch shares. */
    private static final int INDEX_LEVEL = 256;

    private Weight() {}

    /** A node without its name, which the size of its parent counts, and without children. */
    static long node(int valueOctets, Acl acl) {
        return NODE + valueOctets + (long) ENTRY * acl.size();
    }

    static long node(Node node) {
        return node(node.value().length, node.acl());
    }

    private static long path(Path path) {
        return (long) LEVEL * path.depth() + 2L * path.toString().length();
    }

    static long watch(Path path, byte[] token) {
        return path(path) + token.length + (long) INDEX_LEVEL * (path.depth() + 1);
    }

    /** A request that a transaction keeps, with its argument and reply. */
    static long request(Path path, @Nullable Object argument, Object reply) {
        return REQUEST + path(path) + kept(argument) + kept(reply);
    }

    private static long kept(@Nullable Object part) {
        if (part instanceof byte[] octets) {
            return octets.length;
        } else if (part instanceof Acl acl) {
            return (long) ENTRY * acl.size();
        }
        return part instanceof List<?> names ? 8L * names.size() : 0;
    }
}
