package dev.xylem.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The permissions of a node: an ordered list whose first entry names the owner, and by its letter what everybody may do who
 * is not listed; later entries are exceptions. Immutable.
 *
 * <p>As text an entry is a letter and a number: {@code n0}, {@code r5}.
 */
public final class Acl {
    /** The right to read, list and see permissions. */
    public static final int READ = 1;
    /** The right to write, to create below and to remove. */
    public static final int WRITE = 2;
    /** The right to change permissions. */
    public static final int OWN = 4;

    /** More entries than one message can hold. */
    private static final int MAX_ENTRIES = 1024;

    private static final String LETTERS = "nrwb";

    private final Principal[] principals;
    private final byte[] rights;

    private Acl(Principal[] principals, byte[] rights) {
        this.principals = principals;
        this.rights = rights;
    }

    /**
     * A list of one entry.
     *
     * @param owner the owner
     * @param letter what others may do: n, r, w or b
     * @throws IllegalArgumentException for another letter
     */
    public static Acl of(Principal owner, char letter) {
        return new Acl(new Principal[] {owner}, new byte[] {checkedRights(letter)});
    }

    /**
     * This list with one more exception at its end.
     *
     * @throws IllegalArgumentException for a letter other than n, r, w or b
     */
    public Acl and(Principal principal, char letter) {
        int size = principals.length;
        Principal[] more = Arrays.copyOf(principals, size + 1);
        byte[] moreRights = Arrays.copyOf(rights, size + 1);
        more[size] = principal;
        moreRights[size] = checkedRights(letter);
        return new Acl(more, moreRights);
    }

    /**
     * The list that a text means.
     *
     * @param entries texts such as {@code n0}
     * @param access knows which numbers are principals, and which of them exist now
     * @throws StoreException EINVAL when an entry is malformed or the list empty
     */
    public static Acl parse(List<String> entries, Access access) throws StoreException {
        int size = entries.size();
        if (size == 0 || size > MAX_ENTRIES) {
            throw new StoreException(Errno.EINVAL, null, "permissions need 1 to " + MAX_ENTRIES + " entries");
        }
        Principal[] principals = new Principal[size];
        byte[] rights = new byte[size];
        for (int i = 0; i < size; i++) {
            String entry = entries.get(i);
            int letter = entry.isEmpty() ? -1 : LETTERS.indexOf(entry.charAt(0));
            if (letter < 0) {
                throw new StoreException(Errno.EINVAL, null, "a permission is n, r, w or b and a number, as in r5");
            }
            rights[i] = (byte) letter;
            principals[i] = access.principal(access.parse(entry.substring(1)));
        }
        return new Acl(principals, rights);
    }

    /** The texts of the entries, in order. */
    public List<String> format() {
        List<String> out = new ArrayList<>(principals.length);
        for (int i = 0; i < principals.length; i++) {
            out.add(LETTERS.charAt(rights[i]) + principals[i].toString());
        }
        return out;
    }

    /** Whose node it is: the principal of the first entry. */
    public Principal owner() {
        return principals[0];
    }

    /** How many entries there are; at least one. */
    public int size() {
        return principals.length;
    }

    /** The principal of an entry. */
    public Principal principal(int i) {
        return principals[i];
    }

    /** {@link #READ} and {@link #WRITE} of an entry; for the first, those of everybody not listed. */
    public int rights(int i) {
        return rights[i];
    }

    /** The same list for another owner; this one when it is the owner already. */
    Acl withOwner(Principal owner) {
        if (principals[0].equals(owner)) {
            return this;
        }
        Principal[] changed = principals.clone();
        changed[0] = owner;
        return new Acl(changed, rights);
    }

    /** The octets of the text, each entry with a separator: what the list adds to the size of a node. */
    int octets() {
        int octets = 0;
        for (Principal principal : principals) {
            octets += 2 + digits(principal.id());
        }
        return octets;
    }

    private static int digits(int id) {
        return id >= 0 && id < 10 ? 1 : Integer.toUnsignedString(id).length();
    }

    private static byte checkedRights(char letter) {
        int found = LETTERS.indexOf(letter);
        if (found < 0) {
            throw new IllegalArgumentException("'" + letter + "' is no permission; use n, r, w or b");
        }
        return (byte) found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Acl that
                && Arrays.equals(rights, that.rights)
                && Arrays.equals(principals, that.principals);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rights) + Arrays.hashCode(principals);
    }

    /** The texts of the entries, separated by commas. */
    @Override
    public String toString() {
        return String.join(",", format());
    }
}
