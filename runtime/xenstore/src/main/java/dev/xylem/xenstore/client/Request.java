package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the server. Immutable; the payload belongs to this object.
 *
 * @param type what is asked
 * @param transaction the transaction, or 0
 * @param subject the path that it is about, for messages; may be empty
 * @param payload the arguments, each with a NUL behind it, except the value of WRITE
 */
@SuppressWarnings("ArrayRecordComponent")
record Request(MessageType type, int transaction, String subject, byte[] payload) {
    /** A request whose arguments are texts; the first is its subject. */
    static Request of(MessageType type, int transaction, String... arguments) throws XenstoreException {
        return of(type, transaction, arguments.length == 0 ? "" : arguments[0], null, arguments);
    }

    /** WRITE: a path, and any octets. */
    static Request write(int transaction, String path, byte[] value) throws XenstoreException {
        return of(MessageType.WRITE, transaction, path, value, path);
    }

    private static Request of(
            MessageType type, int transaction, String subject, byte @Nullable [] rest, String... arguments)
            throws XenstoreException {
        int length = rest == null ? 0 : rest.length;
        for (String argument : arguments) {
            length += argument.length() + 1;
        }
        if (length > Message.MAX_PAYLOAD) {
            throw new XenstoreException(type + " of " + Text.shown(subject) + " takes " + length
                    + " octets and a message has room for " + Message.MAX_PAYLOAD + ": use less, in more nodes");
        }
        byte[] payload = new byte[length];
        int at = 0;
        for (String argument : arguments) {
            at = append(argument, payload, at);
        }
        if (rest != null) {
            System.arraycopy(rest, 0, payload, at, rest.length);
        }
        return new Request(type, transaction, Text.shown(subject), payload);
    }

    private static int append(String argument, byte[] payload, int at) throws XenstoreException {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == 0 || c > 0x7f) {
                throw new XenstoreException(
                        Text.shown(argument) + " cannot be sent: paths are of letters, digits and / - _ @");
            }
        }
        byte[] octets = argument.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, payload, at, octets.length);
        return at + octets.length + 1;
    }

    @Override
    public String toString() {
        return subject.isEmpty() ? type.name() : type + " of " + subject;
    }
}
