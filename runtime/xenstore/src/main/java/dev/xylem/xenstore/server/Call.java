package dev.xylem.xenstore.server;

import dev.xylem.store.Errno;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a handler works with: the request taken apart, who asked, and the reply under construction. One object serves all
 * requests of a server, one after the other.
 */
final class Call {
    private final Arguments arguments = new Arguments();
    private final MessageWriter reply;
    private @Nullable Client client;
    private @Nullable Transaction transaction;
    private int transactionId;

    Call(MessageWriter reply) {
        this.reply = reply;
    }

    void begin(Client asking, @Nullable Transaction inside, int insideId) {
        client = asking;
        transaction = inside;
        transactionId = insideId;
    }

    void done() {
        client = null;
        transaction = null;
    }

    Arguments arguments() {
        return arguments;
    }

    MessageWriter reply() {
        return reply;
    }

    Client client() {
        Client asking = client;
        if (asking == null) {
            throw new IllegalStateException("no request is being handled");
        }
        return asking;
    }

    /** The transaction that the request names; only for operations that require one. */
    Transaction transaction() {
        Transaction inside = transaction;
        if (inside == null) {
            throw new IllegalStateException("the operation's row does not require a transaction");
        }
        return inside;
    }

    int transactionId() {
        return transactionId;
    }

    /** What the request works on: its transaction, or the session. */
    Operations operations() {
        Transaction inside = transaction;
        return inside != null ? inside : client().session();
    }

    /** The first string as a path. */
    Path path() throws StoreException {
        return Path.parse(arguments.text(0), client().home());
    }

    /** A string as a decimal number without sign, 0 to {@code most}; EINVAL for anything else. */
    long number(int i, long most) throws StoreException {
        String digits = arguments.text(i);
        long number = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) - '0';
            if (digit < 0 || digit > 9 || number > most) {
                throw new StoreException(Errno.EINVAL, null, "a number is 0 to " + most + " in decimal digits");
            }
            number = number * 10 + digit;
        }
        if (digits.isEmpty() || number > most) {
            throw new StoreException(Errno.EINVAL, null, "a number is 0 to " + most + " in decimal digits");
        }
        return number;
    }
}
