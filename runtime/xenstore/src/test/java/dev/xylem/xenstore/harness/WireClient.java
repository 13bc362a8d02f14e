package dev.xylem.xenstore.harness;

import static dev.xylem.xenstore.wire.MessageType.*;

import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.server.Conversation.Reply;
import dev.xylem.xenstore.wire.MessageType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A client of a server that speaks the model's language: requests as {@link Op}, replies and events as text. */
final class WireClient {
    /** An id that no client here is ever given. */
    private static final int NEVER = 0x7FFF_FFFF;

    private final Conversation talk;
    private final Map<Integer, Integer> open = new HashMap<>();

    /** The last id that a slot had: stale once it is not open. */
    private final Map<Integer, Integer> last = new HashMap<>();

    WireClient(Conversation talk) {
        this.talk = talk;
    }

    Conversation talk() {
        return talk;
    }

    private int id(int slot) {
        return slot == 0 ? 0 : open.getOrDefault(slot, last.getOrDefault(slot, NEVER));
    }

    String apply(int slot, Op op) {
        int id = id(slot);
        return switch (op.kind()) {
            case READ -> reply(READ, id, op.path() + "|", text -> "=" + text);
            case DIRECTORY -> reply(DIRECTORY, id, op.path() + "|", text -> names(op.path(), text));
            case GET_PERMS -> reply(GET_PERMS, id, op.path() + "|", text -> String.join(",", split(text)));
            case WRITE -> reply(WRITE, id, op.path() + "|" + op.argument());
            case MKDIR -> reply(MKDIR, id, op.path() + "|");
            case RM -> reply(RM, id, op.path() + "|");
            case SET_PERMS ->
                reply(SET_PERMS, id, op.path() + "|" + op.argument().replace(',', '|') + "|");
        };
    }

    String begin(int slot) {
        return reply(TRANSACTION_START, 0, "|", text -> {
            int id = Integer.parseInt(text.substring(0, text.length() - 1));
            if (id <= 0 || open.containsValue(id)) {
                throw new AssertionError("T-1: the id " + id + " with " + open);
            }
            open.put(slot, id);
            last.put(slot, id);
            return "OK";
        });
    }

    boolean isOpen(int slot) {
        return open.containsKey(slot);
    }

    String end(int slot, boolean accept) {
        int id = id(slot);
        open.remove(slot);
        return reply(TRANSACTION_END, id, accept ? "T|" : "F|");
    }

    String watch(ModelWatch watch) {
        String depth = watch.depth() < 0 ? "" : watch.depth() + "|";
        return reply(WATCH, 0, watch.spelled() + "|" + watch.token() + "|" + depth);
    }

    String unwatch(ModelWatch watch) {
        return reply(UNWATCH, 0, watch.spelled() + "|" + watch.token() + "|");
    }

    String reset(int slot) {
        int id = id(slot);
        String reply = reply(RESET_WATCHES, id, "|");
        if (reply.equals("OK")) {
            open.clear();
        }
        return reply;
    }

    /** The server dropped everything of this client. */
    void forget() {
        open.clear();
    }

    /** The events since the last call, without those of mounts, which the model does not have. */
    Set<String> takeEvents() {
        Set<String> events = new LinkedHashSet<>();
        for (String event : talk.events()) {
            List<String> parts = split(event);
            if (!parts.get(0).startsWith("/sys/") && !parts.get(0).equals("/sys")) {
                events.add(parts.get(0) + " " + parts.get(1));
            }
        }
        return events;
    }

    private String reply(MessageType type, int id, String payload) {
        return reply(type, id, payload, text -> text.substring(0, text.length() - 1));
    }

    private String reply(MessageType type, int id, String payload, java.util.function.UnaryOperator<String> shown) {
        Reply reply = talk.ask(type, id, payload);
        String text = reply.text();
        return reply.type() == ERROR.number() ? "!" + text.substring(0, text.length() - 1) : shown.apply(text);
    }

    private static String names(String path, String text) {
        Set<String> names = new TreeSet<>(split(text));
        if (path.equals("/")) {
            names.remove("sys");
        }
        return names.toString();
    }

    private static List<String> split(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.asList(text.substring(0, text.length() - 1).split("\\|", -1));
    }
}
