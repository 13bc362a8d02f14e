package dev.xylem.xenstore.twin;

import dev.xylem.peers.Peer;
import dev.xylem.xenstore.twin.Steps.Step;
import dev.xylem.xenstore.wire.MessageType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one client heard after a step from our server and from another, where that differs: events as sets, without their order
 * and number (D-32), and without those of {@code /sys} (D-27).
 *
 * @param peer the other
 * @param step what was done
 * @param client who heard it
 * @param ours what only ours told
 * @param theirs what only the other told
 */
record Heard(Peer peer, Step step, int client, Set<String> ours, Set<String> theirs) {
    static Heard of(Peer peer, Step step, int client, List<String> own, List<String> other) {
        Set<String> ours = shown(own);
        Set<String> theirs = shown(other);
        Set<String> common = new TreeSet<>(ours);
        common.retainAll(theirs);
        ours.removeAll(common);
        theirs.removeAll(common);
        return new Heard(peer, step, client, ours, theirs);
    }

    private static Set<String> shown(List<String> events) {
        Set<String> shown = new TreeSet<>(events);
        shown.removeIf(event -> event.matches("/sys[/|].*"));
        return shown;
    }

    boolean isSame() {
        return ours.isEmpty() && theirs.isEmpty();
    }

    /**
     * The row that explains it; empty when there is none.
     *
     * @param missing whether there is no node with a path
     */
    String row(Predicate<String> missing) {
        boolean byMachine = step instanceof Step.Death || step instanceof Step.Release;
        if (peer == Peer.OXENSTORED
                && byMachine
                && theirs.isEmpty()
                && ours.stream().noneMatch(e -> e.startsWith("@"))) {
            return "D-39";
        }
        if (peer == Peer.OXENSTORED && theirs.isEmpty() && ours.stream().allMatch(event -> event.startsWith("/|"))) {
            return "D-42";
        }
        if (peer == Peer.OXENSTORED
                && client >= Side.SOCKETS
                && Stream.concat(ours.stream(), theirs.stream()).allMatch(event -> event.startsWith("@"))) {
            return "D-29";
        }
        boolean removes = step instanceof Step.Ask ask
                && (ask.type() == MessageType.RM.number() || ask.type() == MessageType.TRANSACTION_END.number());
        if (peer == Peer.OXENSTORED
                && removes
                && ours.isEmpty()
                && theirs.stream().map(Heard::path).allMatch(missing)) {
            return "D-40";
        }
        return "";
    }

    private static String path(String event) {
        return event.substring(0, event.indexOf('|'));
    }

    @Override
    public String toString() {
        return Steps.who(client) + " hears after " + step;
    }
}
