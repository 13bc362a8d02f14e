package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import java.nio.charset.StandardCharsets;

/** What may be the name of a file. That it is UTF-8 without NUL, the reading of the message has seen to. */
final class Names {
    private static final int MAX_OCTETS = 255;

    private Names() {}

    static void check(String name) throws NinepException {
        int length = name.length();
        if (length > MAX_OCTETS || (length > MAX_OCTETS / 3 && octets(name) > MAX_OCTETS)) {
            throw new NinepException(Errno.ENAMETOOLONG);
        }
        if (length == 0 || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
            throw new NinepException(Errno.EINVAL, "a name is neither empty nor . nor .. and has no slash in it");
        }
    }

    private static int octets(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
