package dev.xylem.store;

/** The operations of a transaction, by their names in the protocol. */
enum Operation {
    READ,
    DIRECTORY,
    DIRECTORY_PART,
    GET_PERMS,
    WRITE,
    MKDIR,
    RM,
    SET_PERMS;

    boolean reads() {
        return ordinal() <= GET_PERMS.ordinal();
    }
}
