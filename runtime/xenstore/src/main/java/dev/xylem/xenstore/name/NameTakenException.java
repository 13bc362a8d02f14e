package dev.xylem.xenstore.name;

import dev.xylem.xenstore.client.XenstoreException;

/** A name is somebody else's. The message says whose. */
public final class NameTakenException extends XenstoreException {
    private static final long serialVersionUID = 1L;

    NameTakenException(String path, String owner) {
        super("the name at " + path + " is taken by " + owner + ": register another, or wait until that one ends");
    }
}
