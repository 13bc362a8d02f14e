package dev.xylem.xenstore.device;

/** The state of one end of a device. Source: {@code xen/include/public/io/xenbus.h}. */
public enum XenbusState {
    /** There is no other end, or it says nothing. */
    UNKNOWN,
    /** It has not begun. */
    INITIALISING,
    /** The back end has said what it can do, and waits for the front end. */
    INIT_WAIT,
    /** The front end has said where its rings are. */
    INITIALISED,
    /** It works. */
    CONNECTED,
    /** It is about to end. */
    CLOSING,
    /** It has ended. */
    CLOSED,
    /** Something is added or taken away while it works. */
    RECONFIGURING,
    /** That is done at this end. */
    RECONFIGURED;

    private static final XenbusState[] ALL = values();

    /**
     * The state of a number.
     *
     * @throws IllegalArgumentException for a text other than {@code 0} to {@code 8}
     */
    public static XenbusState parse(String text) {
        if (text.length() == 1) {
            int number = text.charAt(0) - '0';
            if (number >= 0 && number < ALL.length) {
                return ALL[number];
            }
        }
        throw new IllegalArgumentException("expected the number of a state, from 0 to 8");
    }

    /** The number of the protocol. */
    public int number() {
        return ordinal();
    }

    /** Whether this end has got as far as saying where its rings are, and is not about to end. */
    public boolean isOpen() {
        return this == INITIALISED || this == CONNECTED || this == RECONFIGURING || this == RECONFIGURED;
    }

    /** The number as text. */
    @Override
    public String toString() {
        return Integer.toString(ordinal());
    }
}
