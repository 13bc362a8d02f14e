package dev.xylem.xenstore.server;

import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.Message;

/** What the payload of a request must look like; anything else is EINVAL. */
enum Shape {
    /** One empty string. */
    EMPTY(1, 1),
    /** No octet at all, or one string. */
    AT_MOST_ONE_STRING(0, 1),
    /** No octet at all, or one string, or two. */
    AT_MOST_TWO_STRINGS(0, 2),
    /** One string. */
    STRING(1, 1),
    /** One string or more. */
    STRINGS(1, Integer.MAX_VALUE),
    /** Two strings. */
    TWO_STRINGS(2, 2),
    /** Two strings, and perhaps a third. */
    TWO_OR_THREE_STRINGS(2, 3),
    /** Two strings or more. */
    TWO_STRINGS_OR_MORE(2, Integer.MAX_VALUE),
    /** Three strings. */
    THREE_STRINGS(3, 3),
    /** One string, and any octets. */
    STRING_AND_OCTETS(1, 1) {
        @Override
        boolean matches(Message message, Arguments arguments) {
            return arguments.splitFirst(message);
        }
    };

    private final int least;
    private final int most;

    Shape(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** How many strings there are at least. */
    int least() {
        return least;
    }

    /** How many strings there are at most; {@link Integer#MAX_VALUE} when as many as fit. */
    int most() {
        return most;
    }

    /** Takes a payload apart; false when it has another shape. */
    boolean matches(Message message, Arguments arguments) {
        if (least == 0 && message.length() == 0) {
            arguments.splitStrings(message);
            return true;
        }
        return arguments.splitStrings(message)
                && arguments.count() >= least
                && arguments.count() <= most
                && (this != EMPTY || arguments.isEmpty(0));
    }
}
