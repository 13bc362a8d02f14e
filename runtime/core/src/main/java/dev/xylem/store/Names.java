package dev.xylem.store;

/**
 * Names of nodes and their search keys.
 *
 * <p>A key packs the first nine characters, seven bits each, so that keys order like names. Children are found by comparing
 * keys, which lie side by side in memory; the texts are looked at only when two keys are equal and longer names possible.
 */
final class Names {
    private static final int PACKED = 9;
    /** Which characters names consist of (P-1). */
    private static final boolean[] LEGAL = new boolean[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            LEGAL[c] = true;
            LEGAL[c - 'a' + 'A'] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            LEGAL[c] = true;
        }
        LEGAL['-'] = true;
        LEGAL['_'] = true;
        LEGAL['@'] = true;
    }

    private Names() {}

    static long key(String name) {
        long key = 0;
        int length = Math.min(name.length(), PACKED);
        for (int i = 0; i < length; i++) {
            key = key << 7 | name.charAt(i);
        }
        return key << 7 * (PACKED - length);
    }

    /** The keys of the names from an index on. */
    static long[] keys(String[] names, int from) {
        long[] keys = new long[names.length - from];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(names[from + i]);
        }
        return keys;
    }

    /** Whether equal keys mean equal names: true for names of fewer than nine characters. */
    static boolean exact(long key) {
        return (key & 0x7F) == 0;
    }

    static int compare(long key, String name, long otherKey, String otherName) {
        if (key != otherKey) {
            return key < otherKey ? -1 : 1;
        }
        return exact(key) ? 0 : name.compareTo(otherName);
    }

    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!legal(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean legal(char c) {
        return c < 128 && LEGAL[c];
    }

    /** The names in {@code text} from {@code start} on, after those of {@code base}. */
    static String[] split(String text, int start, String[] base) throws StoreException {
        int count = 1;
        int length = text.length();
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                count++;
            } else if (!legal(c)) {
                throw Path.invalid(printable(text), "character " + (int) c + " at " + i + " is not allowed");
            }
        }
        String[] names = new String[base.length + count];
        System.arraycopy(base, 0, names, 0, base.length);
        int from = start;
        for (int n = base.length; n < names.length; n++) {
            int end = text.indexOf('/', from);
            end = end < 0 ? length : end;
            if (end == from) {
                throw Path.invalid(text, from == length ? "ends with /" : "has an empty name at " + from);
            }
            names[n] = text.substring(from, end);
            from = end + 1;
        }
        return names;
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 80); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 ? c : '?');
        }
        return out.toString();
    }
}
