package dev.xylem.xenstore.server;

import dev.xylem.store.Access;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.MessageWriter;

/**
 * What was asked and what is answered: the arguments of one request, and the reply under construction. Says nothing about who
 * asked; what a handler may work on, its {@link Rule} hands over. One object serves all requests of a server, one after the
 * other.
 */
final class Exchange {
    private final Arguments arguments = new Arguments();
    private final MessageWriter reply;
    private final Access access;
    private int transactionId;

    Exchange(MessageWriter reply, Access access) {
        this.reply = reply;
        this.access = access;
    }

    /** Begins another request. */
    void begin(int transaction) {
        transactionId = transaction;
    }

    /** The transaction id of the request. */
    int transactionId() {
        return transactionId;
    }

    Arguments arguments() {
        return arguments;
    }

    MessageWriter reply() {
        return reply;
    }

    /** What makes principals of numbers. */
    Access access() {
        return access;
    }

    /** The first string as a path. */
    Path path(Path home) throws StoreException {
        return Path.parse(arguments.text(0), home);
    }

    /** A string as the number of a domain, or of a user where these are principals; EINVAL for anything else. */
    int principal(int i) throws StoreException {
        return access.parse(arguments.text(i));
    }

    /** A string as a decimal number without sign, 0 to {@code most}; EINVAL for anything else. */
    long number(int i, long most) throws StoreException {
        return number(arguments.text(i), most);
    }

    /** A decimal number without sign, 0 to {@code most}; EINVAL for anything else. */
    static long number(String digits, long most) throws StoreException {
        long number = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) - '0';
            if (digit < 0 || digit > 9 || digit > most || number > (most - digit) / 10) {
                throw malformed(most);
            }
            number = number * 10 + digit;
        }
        if (digits.isEmpty()) {
            throw malformed(most);
        }
        return number;
    }

    private static StoreException malformed(long most) {
        return new StoreException(Errno.EINVAL, null, "a number is 0 to " + most + " in decimal digits");
    }
}
