package dev.xylem.xenstore.twin;

import dev.xylem.xenstore.wire.MessageType;

/**
 * A reply.
 *
 * @param type its type, {@link #NONE} when there was none
 * @param text the payload, with bars for NULs
 * @param strayed whether it says transaction 0, though the request named another
 */
record Answer(int type, String text, boolean strayed) {
    /** The type of no answer at all: the server ended the connection, or kept silent. */
    static final int NONE = -1;

    Answer(int type, String text) {
        this(type, text, false);
    }

    /** Nobody was there to ask. */
    static final Answer DEAD = new Answer(NONE, "dead");

    static Answer none(String why) {
        return new Answer(NONE, why);
    }

    boolean isError() {
        return type == MessageType.ERROR.number();
    }

    /** Whether it is this error. */
    boolean is(String errno) {
        return isError() && text.equals(errno + "|");
    }

    boolean isSuccess() {
        return !isError() && type != NONE;
    }

    @Override
    public String toString() {
        String shown = type == NONE ? "nothing: " + text : isError() ? "!" + text : text;
        return strayed ? shown + " outside" : shown;
    }
}
