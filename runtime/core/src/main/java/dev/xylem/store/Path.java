package dev.xylem.store;

import java.util.Arrays;

/**
 * The canonical absolute path of a node, or the name of a special node ({@code @name}). Immutable.
 *
 * <p>Paths are ordered name by name, each by its octets, so a node is directly followed by everything below it.
 */
public final class Path implements Comparable<Path> {
    /** Octets allowed in an absolute path (P-3). */
    public static final int MAX_ABSOLUTE = 3072;
    /** Octets allowed in a relative path (P-3). */
    public static final int MAX_RELATIVE = 2048;

    private static final String[] NONE = {};
    private static final long[] NO_KEYS = {};
    /** The root of the tree. */
    public static final Path ROOT = new Path(NONE, 0, false, "/");

    private static final String DOMAINS = "/local/domain/";
    /** Digits of the number of a domain, which has 16 bits. */
    private static final int DOMAIN_DIGITS = 5;

    /** How many search keys lie in the path itself, where the processor finds them without another fetch from memory. */
    private static final int NEAR = 6;

    private final String[] names;
    private final long key0;
    private final long key1;
    private final long key2;
    private final long key3;
    private final long key4;
    private final long key5;
    private final long[] farKeys;
    private final int depth;
    private final boolean special;
    private String text;
    private int hash;

    private Path(String[] names, int depth, boolean special, String text) {
        this.names = names;
        this.key0 = keyOf(names, 0);
        this.key1 = keyOf(names, 1);
        this.key2 = keyOf(names, 2);
        this.key3 = keyOf(names, 3);
        this.key4 = keyOf(names, 4);
        this.key5 = keyOf(names, 5);
        this.farKeys = names.length <= NEAR ? NO_KEYS : Names.keys(names, NEAR);
        this.depth = depth;
        this.special = special;
        this.text = text;
    }

    private static long keyOf(String[] names, int i) {
        return i < names.length ? Names.key(names[i]) : 0;
    }

    /**
     * The path that a client or user means.
     *
     * @param text an absolute path, one relative to {@code home}, or {@code @name}
     * @param home where relative paths start (P-2)
     * @throws StoreException EINVAL when the text breaks one of P-1 to P-5
     */
    public static Path parse(String text, Path home) throws StoreException {
        if (text.isEmpty()) {
            throw invalid(text, "a path may not be empty");
        }
        char first = text.charAt(0);
        if (first == '/') {
            if (text.length() - homeLength(text) > MAX_ABSOLUTE) {
                throw invalid(text, "longer than " + MAX_ABSOLUTE + " octets");
            }
            return text.length() == 1 ? ROOT : absolute(text, Names.split(text, 1, NONE));
        }
        if (first == '@') {
            return special(text);
        }
        if (text.length() > MAX_RELATIVE) {
            throw invalid(text, "longer than " + MAX_RELATIVE + " octets");
        }
        if (home.special) {
            throw invalid(text, "no relative path can start at " + home);
        }
        String[] names = Names.split(text, 0, home.depth == home.names.length ? home.names : home.ownNames());
        return absolute(home.depth == 0 ? "/" + text : home + "/" + text, names);
    }

    /**
     * The path of a constant.
     *
     * @param absolute an absolute path or {@code @name}
     * @throws IllegalArgumentException when it is none
     */
    public static Path of(String absolute) {
        try {
            if (!absolute.startsWith("/") && !absolute.startsWith("@")) {
                throw invalid(absolute, "must start with / or @");
            }
            return parse(absolute, ROOT);
        } catch (StoreException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Path absolute(String text, String[] names) {
        return new Path(names, names.length, false, text);
    }

    /** P-4, and V-10: a special node may have one number below it. */
    private static Path special(String text) throws StoreException {
        if (text.length() > MAX_RELATIVE) {
            throw invalid(text, "longer than " + MAX_RELATIVE + " octets");
        }
        String[] names = Names.split(text, 0, NONE);
        if (names.length > 2 || names[0].length() == 1 || (names.length == 2 && !Names.isNumber(names[1]))) {
            throw invalid(text, "a special name is @name, or @name/number");
        }
        return new Path(names, names.length, true, text);
    }

    static StoreException invalid(String text, String what) {
        String shown = text.length() > 80 ? text.substring(0, 77) + "..." : text;
        return new StoreException(
                Errno.EINVAL, "'" + shown + "'", what + "; paths look like /a/b, of letters, digits and - _ @");
    }

    /** The length of a leading {@code /local/domain/<n>/}, which limits do not count (P-3), or 0. */
    private static int homeLength(String text) {
        if (!text.startsWith(DOMAINS)) {
            return 0;
        }
        int i = DOMAINS.length();
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        int digits = i - DOMAINS.length();
        return digits > 0 && digits <= DOMAIN_DIGITS && i < text.length() && text.charAt(i) == '/' ? i + 1 : 0;
    }

    /** Octets of the text as limits count them: without a leading {@code /local/domain/<n>/} (P-3). */
    public int length() {
        String whole = toString();
        return whole.length() - homeLength(whole);
    }

    /** How many names lead here from the root; 0 for the root. */
    public int depth() {
        return depth;
    }

    /** The i-th name from the root, from 0. */
    public String name(int i) {
        return names[i];
    }

    long key(int i) {
        return switch (i) {
            case 0 -> key0;
            case 1 -> key1;
            case 2 -> key2;
            case 3 -> key3;
            case 4 -> key4;
            case 5 -> key5;
            default -> farKeys[i - NEAR];
        };
    }

    /** The last name; empty for the root. */
    public String name() {
        return depth == 0 ? "" : names[depth - 1];
    }

    /**
     * The path one name shorter.
     *
     * @throws IllegalStateException for the root and for special names
     */
    public Path parent() {
        if (depth == 0 || (special && depth == 1)) {
            throw new IllegalStateException(this + " has no parent");
        }
        return prefix(depth - 1);
    }

    /** The first {@code length} names of this path. */
    Path prefix(int length) {
        if (length == depth) {
            return this;
        }
        return length == 0 && !special ? ROOT : new Path(names, length, special, "");
    }

    /**
     * The path of a child.
     *
     * @throws IllegalArgumentException when the name is not one (P-1)
     */
    public Path child(String name) {
        if (!Names.isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name of a node; use letters, digits and - _ @");
        }
        String[] longer = Arrays.copyOf(names, depth + 1);
        longer[depth] = name;
        return new Path(longer, depth + 1, special, "");
    }

    /** Whether this is {@code ancestor} or lies below it (P-6). */
    public boolean isWithin(Path ancestor) {
        if (ancestor.depth > depth || ancestor.special != special) {
            return false;
        }
        for (int i = ancestor.depth - 1; i >= 0; i--) {
            if (key(i) != ancestor.key(i) || !names[i].equals(ancestor.names[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is a special name, which only watches and permissions accept (P-4). */
    public boolean special() {
        return special;
    }

    /**
     * The text of this path below another.
     *
     * @throws IllegalArgumentException when it does not lie below {@code home}
     */
    public String relativeTo(Path home) {
        if (!isWithin(home) || depth == home.depth) {
            throw new IllegalArgumentException(this + " does not lie below " + home);
        }
        return toString().substring(home.depth == 0 ? 1 : home.toString().length() + 1);
    }

    private String[] ownNames() {
        return Arrays.copyOf(names, depth);
    }

    @Override
    public int compareTo(Path other) {
        if (special != other.special) {
            return special ? 1 : -1;
        }
        int common = Math.min(depth, other.depth);
        for (int i = 0; i < common; i++) {
            int order = Names.compare(key(i), names[i], other.key(i), other.names[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(depth, other.depth);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path that && depth == that.depth && isWithin(that);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = special ? 1 : 0;
            for (int i = 0; i < depth; i++) {
                h = 31 * h + names[i].hashCode();
            }
            hash = h;
        }
        return h;
    }

    /** The canonical text. */
    @Override
    public String toString() {
        String t = text;
        if (t.isEmpty()) {
            StringBuilder out = new StringBuilder(16 * depth);
            for (int i = 0; i < depth; i++) {
                if (i > 0 || !special) {
                    out.append('/');
                }
                out.append(names[i]);
            }
            t = out.toString();
            text = t;
        }
        return t;
    }
}
