package dev.xylem.ninep.server;

/** A client broke the protocol: its connection ends. Clients cause it at will, so it carries no stack trace. */
final class Violation extends Exception {
    private static final long serialVersionUID = 1L;

    static final String MALFORMED = "a message whose body has another shape than its type says";
    static final String SIZE = "a message whose size is none";
    static final String TYPE = "a message that no client sends";
    static final String TAG = "a tag that is in use";

    Violation(String what) {
        super(what, null, false, false);
    }
}
