package dev.xylem.xenstore.ring;

/** Why a ring cannot be used any more. */
public enum RingFault {
    /** The indexes of a stream mean that it holds more than there is room for. */
    INDEX("the indexes of the ring make no sense"),
    /** The memory is gone: its file was cut short. */
    PAGE("the page of the ring is gone"),
    /** The other side emptied the ring: what was under way is lost. */
    RESTARTED("the server began anew"),
    /** The server gave up on us; its error word says why. */
    REFUSED("the server serves this ring no more");

    private final String text;

    RingFault(String text) {
        this.text = text;
    }

    /** What is wrong, for a message. */
    public String text() {
        return text;
    }
}
