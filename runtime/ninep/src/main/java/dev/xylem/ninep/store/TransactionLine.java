package dev.xylem.ninep.store;

import dev.xylem.spi.Values.Value;
import dev.xylem.store.Errno;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One line of a transaction.
 *
 * @param number counted from 1
 * @param value what is written, or null when the node is removed
 */
record TransactionLine(int number, Path path, byte @Nullable [] value) {
    private static final String REMOVE = "remove ";

    /**
     * What a line means; null for an empty one and for a comment.
     *
     * @throws StoreException EINVAL when it means nothing
     */
    static @Nullable TransactionLine parse(int number, byte[] octets, View view) throws StoreException {
        if (octets.length == 0 || octets[0] == '#') {
            return null;
        }
        int equals = 0;
        while (equals < octets.length && octets[equals] != '=') {
            equals++;
        }
        String key = new String(octets, 0, equals, StandardCharsets.ISO_8859_1);
        if (equals < octets.length) {
            return new TransactionLine(number, path(key, view), Arrays.copyOfRange(octets, equals + 1, octets.length));
        }
        if (key.startsWith(REMOVE)) {
            return new TransactionLine(number, path(key.substring(REMOVE.length()), view), null);
        }
        throw new StoreException(
                Errno.EINVAL, null, "write path=value, name=value, remove path, commit or abort on a line");
    }

    /** A path, absolute or from the program's home; or, with a period in it, the name of an input. */
    private static Path path(String text, View view) throws StoreException {
        if (text.indexOf('.') < 0) {
            return Path.parse(text, view.tree().store().home());
        }
        Value input = view.tree().naming().input(text);
        Path path = input == null ? null : input.path();
        if (path == null) {
            throw new StoreException(Errno.EINVAL, "'" + text + "'", "no input has this name");
        }
        return path;
    }

    /** Does it. */
    void apply(Operations operations) throws StoreException {
        if (value == null) {
            operations.remove(path);
        } else {
            operations.write(path, value.clone());
        }
    }
}
