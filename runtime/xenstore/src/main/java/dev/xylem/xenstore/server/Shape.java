package dev.xylem.xenstore.server;

import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.Message;

/** What the payload of a request must look like; anything else is EINVAL. */
enum Shape {
    /** One empty string. */
    EMPTY(1, 1),
    /** One string. */
    STRING(1, 1),
    /** Two strings. */
    TWO_STRINGS(2, 2),
    /** Two strings, and perhaps a third. */
    TWO_OR_THREE_STRINGS(2, 3),
    /** Two strings or more. */
    TWO_STRINGS_OR_MORE(2, Integer.MAX_VALUE),
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

    /** Takes a payload apart; false when it has another shape. */
    boolean matches(Message message, Arguments arguments) {
        return arguments.splitStrings(message)
                && arguments.count() >= least
                && arguments.count() <= most
                && (this != EMPTY || arguments.isEmpty(0));
    }
}
