package dev.xylem.xenstore.control;

/**
 * What {@code control/shutdown} asks for. Source: {@code docs/misc/xenstore-paths.pandoc} of Xen, and {@code drivers/xen/manage.c} of
 * Linux.
 */
public enum ShutdownRequest {
    /** Nothing, or what was asked has been acknowledged. */
    NONE(""),
    /** To stop and to release everything. */
    POWEROFF("poweroff"),
    /** To start again. */
    REBOOT("reboot"),
    /** To stop at a place from which the domain can go on, here or elsewhere. */
    SUSPEND("suspend"),
    /** To stop the processors. */
    HALT("halt"),
    /** Something that this version does not know; it is acknowledged and otherwise ignored, as by Linux. */
    UNKNOWN("unknown");

    private final String text;

    ShutdownRequest(String text) {
        this.text = text;
    }

    /** The request that a text stands for; {@link #UNKNOWN} for any that is none. */
    public static ShutdownRequest parse(String text) {
        for (ShutdownRequest request : values()) {
            if (request.text.equals(text)) {
                return request;
            }
        }
        return UNKNOWN;
    }

    /** The text of the node. */
    @Override
    public String toString() {
        return text;
    }
}
