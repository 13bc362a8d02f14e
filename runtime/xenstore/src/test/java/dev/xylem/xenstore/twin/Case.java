package dev.xylem.xenstore.twin;

import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of "Choices where daemons differ", done.
 *
 * @param row its number
 * @param what what is done
 * @param scenario does it, on any side
 * @param c what comes of it with xenstored
 * @param ox and with oxenstored
 * @param here and with ours
 */
record Case(String row, String what, Scenario scenario, String c, String ox, String here) {
    /** What is done, and what comes of it. */
    @FunctionalInterface
    interface Scenario {
        String on(Side side) throws IOException;
    }

    @Override
    public String toString() {
        return row + " " + what;
    }

    static Case row(String row, String what, Scenario scenario, String c, String ox, String here) {
        return new Case(row, what, scenario, c, ox, here);
    }

    static String ask(Side side, int client, MessageType type, String payload) {
        return side.ask(client, type, payload).toString();
    }

    static String in(Side side, int client, int slot, MessageType type, String payload) {
        return side.ask(client, type.number(), slot, payload).toString();
    }

    /** The events of one client, those of {@code /sys} apart. */
    static String events(Side side, int client) throws IOException {
        List<String> events = new ArrayList<>(side.events().get(client));
        events.removeIf(event -> event.startsWith("/sys"));
        return String.join(" ", events);
    }

    static String repeated(Side side, int client, MessageType type, String payload, int times) {
        String last = "";
        for (int i = 0; i < times && !last.startsWith("!"); i++) {
            last = ask(side, client, type, payload.replace("#", Integer.toString(i)));
        }
        return last;
    }
}
