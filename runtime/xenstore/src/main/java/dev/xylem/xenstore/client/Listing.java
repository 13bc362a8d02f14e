package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The children of a node that do not fit into one reply (§6 of the protocol: DIRECTORY_PART). */
final class Listing {
    /** How often to start again because children change, before this is an error. */
    private static final int RESTARTS = 100;

    private final NodeCalls calls;
    private final String path;
    private final List<String> names = new ArrayList<>();
    private String generation = "";
    private long offset;

    /** Octets of a reply after the generation, and whether the end came. */
    private record Part(String generation, List<String> names, long octets, boolean last) {}

    private Listing(NodeCalls calls, String path) {
        this.calls = calls;
        this.path = path;
    }

    /** The names of the children, however many. */
    static List<String> of(NodeCalls calls, String path) throws XenstoreException {
        try {
            return calls.call(calls.request(MessageType.DIRECTORY, path), payload -> Text.list(payload, "DIRECTORY"));
        } catch (ErrorReplyException error) {
            if (error.errno() != Errno.E2BIG) {
                throw error;
            }
            Optional<List<String>> inParts = new Listing(calls, path).collect();
            if (inParts.isEmpty()) {
                throw error;
            }
            return inParts.get();
        }
    }

    /** Nothing when the server does not know the request: then what DIRECTORY said stands. */
    private Optional<List<String>> collect() throws XenstoreException {
        int restarts = 0;
        while (true) {
            Part part;
            try {
                part = calls.call(
                        calls.request(MessageType.DIRECTORY_PART, path, Long.toString(offset)), Listing::decode);
            } catch (ErrorReplyException error) {
                if (error.errno() == Errno.ENOSYS) {
                    return Optional.empty();
                }
                throw error;
            }
            if (offset > 0 && !part.generation().equals(generation)) {
                if (++restarts > RESTARTS) {
                    throw new XenstoreException("the children of " + Text.shown(path) + " changed " + RESTARTS
                            + " times while they were listed; list them in a transaction");
                }
                names.clear();
                offset = 0;
                continue;
            }
            generation = part.generation();
            names.addAll(part.names());
            offset += part.octets();
            if (part.last()) {
                return Optional.of(List.copyOf(names));
            }
        }
    }

    private static Part decode(byte[] payload) throws MalformedReplyException {
        List<String> texts = new ArrayList<>(Text.list(payload, "DIRECTORY_PART"));
        if (texts.isEmpty()) {
            throw new MalformedReplyException("the reply to DIRECTORY_PART is empty");
        }
        String generation = texts.remove(0);
        Text.number(generation, "DIRECTORY_PART");
        boolean last = !texts.isEmpty() && texts.get(texts.size() - 1).isEmpty();
        if (last) {
            texts.remove(texts.size() - 1);
        }
        long octets = 0;
        for (String name : texts) {
            if (name.isEmpty()) {
                throw new MalformedReplyException("the reply to DIRECTORY_PART has an empty name");
            }
            octets += name.length() + 1L;
        }
        if (!last && octets == 0) {
            throw new MalformedReplyException("the reply to DIRECTORY_PART has neither names nor an end");
        }
        return new Part(generation, texts, octets, last);
    }
}
