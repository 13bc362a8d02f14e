package dev.xylem.store.model;

/**
 * One request on the tree, apart from who sends it and in which transaction.
 *
 * @param kind what is asked
 * @param path the canonical absolute path
 * @param argument the value of a WRITE, the entries of a SET_PERMS joined by commas, else empty
 */
public record Op(Kind kind, String path, String argument) {
    /** The requests that name a path. */
    public enum Kind {
        READ,
        DIRECTORY,
        GET_PERMS,
        WRITE,
        MKDIR,
        RM,
        SET_PERMS
    }

    public static Op read(String path) {
        return new Op(Kind.READ, path, "");
    }

    public static Op directory(String path) {
        return new Op(Kind.DIRECTORY, path, "");
    }

    public static Op getPerms(String path) {
        return new Op(Kind.GET_PERMS, path, "");
    }

    public static Op write(String path, String value) {
        return new Op(Kind.WRITE, path, value);
    }

    public static Op mkdir(String path) {
        return new Op(Kind.MKDIR, path, "");
    }

    public static Op rm(String path) {
        return new Op(Kind.RM, path, "");
    }

    public static Op setPerms(String path, String entries) {
        return new Op(Kind.SET_PERMS, path, entries);
    }

    @Override
    public String toString() {
        return argument.isEmpty() ? kind + " " + path : kind + " " + path + " " + argument;
    }
}
