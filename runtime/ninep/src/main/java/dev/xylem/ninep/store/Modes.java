package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.store.Acl;
import dev.xylem.store.Principal;

/**
 * Permissions of nodes as mode bits: the owner may do everything; everybody else what the first entry's letter says; entries
 * for others do not show.
 */
final class Modes {
    private static final String LETTERS = "nrwb";

    private Modes() {}

    /** The letter of the first entry. */
    static char letterOf(Acl acl) {
        return LETTERS.charAt(acl.rights(0) & 3);
    }

    /** The bits for reading and writing that others have. */
    private static int others(Acl acl) {
        int bits = 0;
        bits |= (acl.rights(0) & Acl.READ) != 0 ? 4 : 0;
        bits |= (acl.rights(0) & Acl.WRITE) != 0 ? 2 : 0;
        return bits;
    }

    static int directory(Acl acl) {
        int others = others(acl);
        others |= others == 0 ? 0 : 1;
        return 0700 | others << 3 | others;
    }

    static int file(Acl acl) {
        int others = others(acl);
        return 0600 | others << 3 | others;
    }

    /** The letter that mode bits mean. */
    static char letter(int permissions) throws NinepException {
        int others = permissions & 7;
        if ((permissions >> 3 & 6) != (others & 6) || (permissions & 0600) != 0600) {
            throw new NinepException(
                    Errno.EINVAL,
                    "the owner may always read and write, and the group may do what others may; use 600, 644, 622 or 666");
        }
        return LETTERS.charAt((others & 4) >> 2 | others & 2);
    }

    /** A list with another first entry. */
    static Acl changed(Acl acl, Principal owner, char letter) {
        Acl changed = Acl.of(owner, letter);
        for (int i = 1; i < acl.size(); i++) {
            changed = changed.and(acl.principal(i), LETTERS.charAt(acl.rights(i) & 3));
        }
        return changed;
    }

    /** Whether a text can be the name of a node (P-1). */
    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean legal = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '-'
                    || c == '_'
                    || c == '@';
            if (!legal) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
