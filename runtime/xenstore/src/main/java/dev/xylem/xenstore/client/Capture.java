package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads for a {@link Condition} and notes what it read. Before anything is read, {@link Before} hears of it, so that no
 * change after the read goes unnoticed. Belongs to one thread.
 */
final class Capture implements NodeReader {
    private final NodeReader nodes;
    private final Before before;

    /** What was read last at each path, for messages. */
    private final Map<String, String> seen = new LinkedHashMap<>();

    /** Hears of a path that is going to be read. */
    interface Before {
        void reading(String path) throws XenstoreException;
    }

    /** Thrown by reads that need a node, when it is not there. */
    static final class NotYet extends XenstoreException {
        private static final long serialVersionUID = 1L;

        NotYet(String path) {
            super(Text.shown(path) + " is not there, or may not be read");
        }
    }

    Capture(NodeReader nodes, Before before) {
        this.nodes = nodes;
        this.before = before;
    }

    /** The paths that were read. */
    Map<String, String> seen() {
        return seen;
    }

    private interface Read<T> {
        T get() throws XenstoreException;
    }

    private <T> Optional<T> noted(String path, Read<T> read) throws XenstoreException {
        before.reading(path);
        try {
            T value = read.get();
            seen.put(path, shown(value));
            return Optional.of(value);
        } catch (ErrorReplyException error) {
            if (error.errno() != Errno.ENOENT && error.errno() != Errno.EACCES) {
                throw error;
            }
            seen.put(path, error.error());
            return Optional.empty();
        }
    }

    private static String shown(Object value) {
        String text = value instanceof byte[] octets ? new String(octets, StandardCharsets.UTF_8) : value.toString();
        return "'" + Text.shown(text) + "'";
    }

    private static <T> T needed(String path, Optional<T> found) throws NotYet {
        if (found.isEmpty()) {
            throw new NotYet(path);
        }
        return found.get();
    }

    @Override
    public byte[] read(String path) throws XenstoreException {
        return needed(path, find(path));
    }

    @Override
    public String readText(String path) throws XenstoreException {
        return needed(path, findText(path));
    }

    @Override
    public Optional<byte[]> find(String path) throws XenstoreException {
        return noted(path, () -> nodes.read(path));
    }

    @Override
    public Optional<String> findText(String path) throws XenstoreException {
        return noted(path, () -> nodes.readText(path));
    }

    @Override
    public List<Optional<byte[]>> findAll(List<String> paths) throws XenstoreException {
        List<Optional<byte[]>> values = new ArrayList<>(paths.size());
        for (String path : paths) {
            before.reading(path);
        }
        for (String path : paths) {
            values.add(find(path));
        }
        return values;
    }

    @Override
    public boolean exists(String path) throws XenstoreException {
        return find(path).isPresent();
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return needed(path, findList(path));
    }

    @Override
    public Optional<List<String>> findList(String path) throws XenstoreException {
        return noted(path, () -> nodes.list(path));
    }

    @Override
    public List<Permission> permissions(String path) throws XenstoreException {
        return needed(path, noted(path, () -> nodes.permissions(path)));
    }
}
