package dev.xylem.xenstore.ring;

/** What the error word of a page says: why the server stopped serving a ring. */
public enum RingError {
    /** It serves. */
    NONE,
    /** The event channel does not work, or the server failed. */
    COMMUNICATION,
    /** Indexes that make no sense. */
    INDEX,
    /** A message that is too long (W-2). */
    PAYLOAD;

    /** The number in the error word. */
    public int number() {
        return ordinal();
    }
}
