package dev.xylem.xenstore.wire;

import org.jspecify.annotations.Nullable;

/** The types of messages and their numbers. Number 20, once RESTRICT, is unknown like any other unused one. */
public enum MessageType {
    /** Commands for the server itself. */
    CONTROL(0),
    /** Lists children. */
    DIRECTORY(1),
    /** Reads a value. */
    READ(2),
    /** Reads permissions. */
    GET_PERMS(3),
    /** Adds a watch. */
    WATCH(4),
    /** Removes a watch. */
    UNWATCH(5),
    /** Begins a transaction. */
    TRANSACTION_START(6),
    /** Ends a transaction. */
    TRANSACTION_END(7),
    /** Announces a domain. */
    INTRODUCE(8),
    /** Forgets a domain. */
    RELEASE(9),
    /** Formats the path of a domain. */
    GET_DOMAIN_PATH(10),
    /** Writes a value. */
    WRITE(11),
    /** Creates a node. */
    MKDIR(12),
    /** Removes a subtree. */
    RM(13),
    /** Sets permissions. */
    SET_PERMS(14),
    /** From the server only: a watch fired. */
    WATCH_EVENT(15),
    /** From the server only: the request failed. */
    ERROR(16),
    /** Asks whether a domain is known. */
    IS_DOMAIN_INTRODUCED(17),
    /** Says that a domain resumed. */
    RESUME(18),
    /** Gives a domain the rights of another. */
    SET_TARGET(19),
    /** Drops watches and transactions. */
    RESET_WATCHES(21),
    /** Lists children piecewise. */
    DIRECTORY_PART(22),
    /** Reads the features of the server or of a domain. */
    GET_FEATURE(23),
    /** Sets the features of a domain. */
    SET_FEATURE(24),
    /** Reads quotas. */
    GET_QUOTA(25),
    /** Sets quotas. */
    SET_QUOTA(26);

    private static final @Nullable MessageType[] BY_NUMBER = new @Nullable MessageType[27];

    static {
        for (MessageType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;

    MessageType(int number) {
        this.number = number;
    }

    /** The first word of the header. */
    public int number() {
        return number;
    }

    /** The type with a number, or null when there is none. */
    public static @Nullable MessageType of(int number) {
        return Integer.compareUnsigned(number, BY_NUMBER.length) < 0 ? BY_NUMBER[number] : null;
    }
}
