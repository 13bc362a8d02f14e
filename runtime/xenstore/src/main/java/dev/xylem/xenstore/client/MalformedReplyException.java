package dev.xylem.xenstore.client;

/** What came is not what the protocol says. The connection cannot go on: nobody knows what the next octets mean. */
final class MalformedReplyException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    MalformedReplyException(String what) {
        super(what);
    }
}
