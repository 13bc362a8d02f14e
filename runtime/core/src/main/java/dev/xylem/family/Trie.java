package dev.xylem.family;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map: a trie over hashes in which a change copies one short path. A node is an {@link Entry}, a {@link Fork}, or
 * a {@link Clash} of keys with one hash. Methods recurse at most seven levels.
 */
final class Trie {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    private Trie() {}

    /** A key with its value. */
    static final class Entry {
        final int hash;
        final Object key;
        final Object value;

        Entry(Object key, Object value) {
            this.hash = hash(key);
            this.key = key;
            this.value = value;
        }
    }

    /** Up to 32 nodes, told apart by five bits of the hash; those that there are have their bit set. */
    private record Fork(int bits, Object[] nodes) {}

    /** Entries whose hashes are equal. */
    private record Clash(int hash, Entry[] entries) {}

    /** Many keys are small numbers or texts that differ in their last characters: spread them. */
    private static int hash(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    static @Nullable Entry find(@Nullable Object root, Object key) {
        int hash = hash(key);
        Object at = root;
        for (int shift = 0; at instanceof Fork fork; shift += BITS) {
            int bit = 1 << (hash >>> shift & MASK);
            at = (fork.bits & bit) == 0 ? null : fork.nodes[Integer.bitCount(fork.bits & bit - 1)];
        }
        if (at instanceof Clash clash) {
            for (Entry entry : clash.entries) {
                if (entry.key.equals(key)) {
                    return entry;
                }
            }
            return null;
        }
        return at instanceof Entry entry && entry.hash == hash && entry.key.equals(key) ? entry : null;
    }

    static Object with(@Nullable Object root, Entry entry) {
        return root == null ? entry : with(root, entry, 0);
    }

    private static Object with(Object at, Entry entry, int shift) {
        if (at instanceof Fork fork) {
            int bit = 1 << (entry.hash >>> shift & MASK);
            int place = Integer.bitCount(fork.bits & bit - 1);
            if ((fork.bits & bit) == 0) {
                Object[] nodes = new Object[fork.nodes.length + 1];
                System.arraycopy(fork.nodes, 0, nodes, 0, place);
                nodes[place] = entry;
                System.arraycopy(fork.nodes, place, nodes, place + 1, fork.nodes.length - place);
                return new Fork(fork.bits | bit, nodes);
            }
            Object[] nodes = fork.nodes.clone();
            nodes[place] = with(nodes[place], entry, shift + BITS);
            return new Fork(fork.bits, nodes);
        }
        if (at instanceof Clash clash) {
            return clash.hash == entry.hash ? clashing(clash, entry) : fork(clash, clash.hash, entry, shift);
        }
        Entry other = (Entry) at;
        if (other.hash != entry.hash) {
            return fork(other, other.hash, entry, shift);
        }
        return other.key.equals(entry.key) ? entry : new Clash(entry.hash, new Entry[] {other, entry});
    }

    private static Clash clashing(Clash clash, Entry entry) {
        Entry[] entries = clash.entries;
        int i = 0;
        while (i < entries.length && !entries[i].key.equals(entry.key)) {
            i++;
        }
        Entry[] changed = Arrays.copyOf(entries, Math.max(entries.length, i + 1));
        changed[i] = entry;
        return new Clash(clash.hash, changed);
    }

    private static Fork fork(Object node, int hash, Entry entry, int shift) {
        int one = hash >>> shift & MASK;
        int other = entry.hash >>> shift & MASK;
        if (one == other) {
            return new Fork(1 << one, new Object[] {fork(node, hash, entry, shift + BITS)});
        }
        Object[] nodes = one < other ? new Object[] {node, entry} : new Object[] {entry, node};
        return new Fork(1 << one | 1 << other, nodes);
    }

    /** Without a key that there is. */
    static @Nullable Object without(Object root, Object key) {
        return without(root, key, hash(key), 0);
    }

    private static @Nullable Object without(Object at, Object key, int hash, int shift) {
        if (at instanceof Entry) {
            return null;
        }
        if (at instanceof Clash clash) {
            Entry[] rest = Arrays.stream(clash.entries)
                    .filter(entry -> !entry.key.equals(key))
                    .toArray(Entry[]::new);
            return rest.length == 1 ? rest[0] : new Clash(hash, rest);
        }
        Fork fork = (Fork) at;
        int bit = 1 << (hash >>> shift & MASK);
        int place = Integer.bitCount(fork.bits & bit - 1);
        Object below = without(fork.nodes[place], key, hash, shift + BITS);
        if (below == null) {
            if (fork.nodes.length == 1) {
                return null;
            }
            if (fork.nodes.length == 2 && !(fork.nodes[1 - place] instanceof Fork)) {
                return fork.nodes[1 - place];
            }
            Object[] nodes = new Object[fork.nodes.length - 1];
            System.arraycopy(fork.nodes, 0, nodes, 0, place);
            System.arraycopy(fork.nodes, place + 1, nodes, place, nodes.length - place);
            return new Fork(fork.bits & ~bit, nodes);
        }
        if (fork.nodes.length == 1 && !(below instanceof Fork)) {
            return below;
        }
        Object[] nodes = fork.nodes.clone();
        nodes[place] = below;
        return new Fork(fork.bits, nodes);
    }

    static void forEach(@Nullable Object at, Consumer<Entry> action) {
        if (at instanceof Entry entry) {
            action.accept(entry);
        } else if (at instanceof Clash clash) {
            for (Entry entry : clash.entries) {
                action.accept(entry);
            }
        } else if (at instanceof Fork fork) {
            for (Object node : fork.nodes) {
                forEach(node, action);
            }
        }
    }
}
