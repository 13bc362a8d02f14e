package dev.xylem.xenstore.client;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is of no use any more. */
final class Quietly {
    private Quietly() {}

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyBroken) {
            // There is nothing left that it could do.
        }
    }
}
