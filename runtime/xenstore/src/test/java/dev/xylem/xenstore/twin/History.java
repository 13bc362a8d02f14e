package dev.xylem.xenstore.twin;

import dev.xylem.check.Mismatch;
import dev.xylem.peers.Peer;
import dev.xylem.xenstore.twin.Steps.Step;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One history on our server and on another, in step; ends with the first difference that no row explains. */
final class History {
    private static final String DIFFERS = " <> ";
    private static final Set<MessageType> CREATING =
            Set.of(MessageType.WRITE, MessageType.MKDIR, MessageType.TRANSACTION_END);

    private final Side own;
    private final Side other;
    private final Peer peer;
    private final Map<String, Integer> met;

    /** By client and slot: the open transactions, and the number of changes by others when they began. */
    private final Map<String, Integer> open = new HashMap<>();

    private int changes;
    private int compared;

    /** @param met counts how often each row was the reason */
    History(Side own, Side other, Peer peer, Map<String, Integer> met) {
        this.own = own;
        this.other = other;
        this.peer = peer;
        this.met = met;
    }

    /** Steps that were compared. */
    int compared() {
        return compared;
    }

    /** Goes through the steps as far as the two can be compared. */
    void run(List<Step> steps) throws IOException {
        for (Step step : steps) {
            if (!step(step)) {
                return;
            }
        }
        Mismatch.check("the tree in the end", Map.of(), differences());
        Mismatch.check("faults", List.of(), own.faults());
    }

    /** What other nodes the other has, ours before theirs, by path. */
    private Map<String, String> differences() {
        Map<String, String> mine = own.tree();
        Map<String, String> theirs = other.tree();
        Map<String, String> differences = new TreeMap<>();
        Set<String> paths = new HashSet<>(mine.keySet());
        paths.addAll(theirs.keySet());
        for (String path : paths) {
            String here = mine.getOrDefault(path, "nothing");
            String there = theirs.getOrDefault(path, "nothing");
            if (!here.equals(there) && !(peer == Peer.OXENSTORED && lacksEntries(here, there))) {
                differences.put(path, here + DIFFERS + there);
            }
        }
        return differences;
    }

    /** D-43: whether a node is the same but for entries of domains that ended. */
    private static boolean lacksEntries(String one, String other) {
        int at = one.lastIndexOf(' ') + 1;
        return at > 0
                && other.startsWith(one.substring(0, at))
                && Moment.lacksEntries(one.substring(at), other.substring(at));
    }

    /** D-22: whether nodes that a domain created belong to it here and to another with oxenstored. */
    private boolean ownersDiffer(Step step, Answer answer) {
        if (peer != Peer.OXENSTORED
                || !answer.isSuccess()
                || !(step instanceof Step.Ask ask)
                || ask.client() < Side.SOCKETS
                || !CREATING.contains(MessageType.of(ask.type()))) {
            return false;
        }
        Map<String, String> differences = differences();
        return !differences.isEmpty()
                && differences.values().stream().allMatch(pair -> {
                    String[] nodes = pair.split(Pattern.quote(DIFFERS), 2);
                    return differInOwner(nodes[0], nodes[1]);
                });
    }

    private static boolean differInOwner(String one, String other) {
        int at = one.lastIndexOf(' ') + 1;
        return other.lastIndexOf(' ') + 1 == at
                && one.substring(0, at).equals(other.substring(0, at))
                && Moment.differInOwner(one.substring(at), other.substring(at));
    }

    /** False when the two have parted. */
    private boolean step(Step step) throws IOException {
        String transaction = transaction(step);
        boolean known = transaction.isEmpty() ? !isEnd(step) : open.containsKey(transaction);
        boolean overtaken = known && !transaction.isEmpty() && open.getOrDefault(transaction, 0) < changes;
        boolean isRestarted =
                peer == Peer.OXENSTORED && step instanceof Step.Introduce && own.isAlive(Steps.client(step));
        Answer mine = apply(own, step);
        if (mine == Answer.DEAD) {
            return true;
        }
        Answer theirs = apply(other, step);
        compared++;
        boolean on = !isRestarted;
        if (!shown(step, mine).equals(shown(step, theirs))) {
            Moment moment = new Moment(peer, step, known, overtaken, mine, theirs, () -> outside(step));
            Row row = Row.of(moment);
            if (row == null) {
                throw new Mismatch(step.toString(), peer + " " + theirs, mine);
            }
            met.merge(row.id() + " " + peer, 1, Integer::sum);
            on = !row.parts();
        }
        note(step, transaction, mine);
        List<List<String>> events = own.events();
        List<List<String>> others = other.events();
        for (int i = 0; on && i < events.size(); i++) {
            Heard heard = Heard.of(peer, step, i, events.get(i), others.get(i));
            if (!heard.isSame()) {
                String row = heard.row(path ->
                        own.ask(heard.client(), MessageType.READ, path + "|").isError());
                if (row.isEmpty()) {
                    throw new Mismatch(
                            heard.toString(), "also by " + peer + " " + heard.theirs(), "only by ours " + heard.ours());
                }
                met.merge(row + " " + peer, 1, Integer::sum);
            }
        }
        if (isRestarted) {
            met.merge("D-45 " + peer, 1, Integer::sum);
        }
        if (on && ownersDiffer(step, mine)) {
            met.merge("D-22 " + peer, 1, Integer::sum);
            return false;
        }
        return on;
    }

    private Answer outside(Step step) {
        Step.Ask ask = (Step.Ask) step;
        return own.ask(ask.client(), ask.type(), 0, ask.payload());
    }

    private static String transaction(Step step) {
        return step instanceof Step.Ask ask && ask.slot() != 0 ? ask.client() + "/" + ask.slot() : "";
    }

    private static boolean isEnd(Step step) {
        return step instanceof Step.Ask ask && ask.type() == MessageType.TRANSACTION_END.number();
    }

    /** Keeps account of what is open and of what others changed meanwhile. */
    private void note(Step step, String transaction, Answer answer) {
        if (step instanceof Step.Begin begin && answer.isSuccess()) {
            open.put(begin.client() + "/" + begin.slot(), changes);
        } else if (step instanceof Step.Ask ask) {
            MessageType type = MessageType.of(ask.type());
            if (type == MessageType.TRANSACTION_END && !answer.is("EINVAL")) {
                open.remove(transaction);
                changes++;
            } else if (type == MessageType.RESET_WATCHES && answer.isSuccess()) {
                forget(ask.client());
            } else if (transaction.isEmpty()) {
                changes++;
            }
        } else {
            changes++;
            if (step instanceof Step.Reconnect reconnect) {
                forget(reconnect.client());
            } else if (answer.isSuccess()) {
                forget(Steps.client(step));
            }
        }
    }

    private void forget(int client) {
        open.keySet().removeIf(key -> key.startsWith(client + "/"));
    }

    private static Answer apply(Side side, Step step) throws IOException {
        if (step instanceof Step.Ask ask) {
            return side.isAlive(ask.client())
                    ? side.ask(ask.client(), ask.type(), ask.slot(), ask.payload())
                    : Answer.DEAD;
        } else if (step instanceof Step.Begin begin) {
            return side.isAlive(begin.client()) ? side.begin(begin.client(), begin.slot()) : Answer.DEAD;
        } else if (step instanceof Step.Introduce) {
            return side.introduce(Steps.domain(step));
        } else if (step instanceof Step.Release) {
            return side.release(Steps.domain(step));
        } else if (step instanceof Step.Death) {
            side.die(Steps.domain(step));
        } else if (step instanceof Step.Reconnect reconnect) {
            side.reconnect(reconnect.client());
        }
        return new Answer(0, "OK|");
    }

    /** A reply without what rows say of every reply of its kind: D-1, the order of names, and D-27, the node {@code sys}. */
    static String shown(Step step, Answer answer) {
        if (!(step instanceof Step.Ask ask) || !answer.isSuccess()) {
            return answer.toString();
        }
        if (ask.type() == MessageType.TRANSACTION_START.number()) {
            return "an id";
        }
        if (ask.type() == MessageType.DIRECTORY.number()) {
            return names(answer.text());
        }
        if (ask.type() == MessageType.DIRECTORY_PART.number()) {
            return names(answer.text().substring(answer.text().indexOf('|') + 1));
        }
        return answer.toString();
    }

    private static String names(String text) {
        Set<String> names = new HashSet<>(Arrays.asList(text.split("\\|")));
        names.remove("sys");
        return new TreeSet<>(names).toString();
    }

    static @Nullable String outcome(History history, List<Step> steps) throws IOException {
        try {
            history.run(steps);
            return null;
        } catch (Mismatch mismatch) {
            return mismatch.getMessage();
        }
    }
}
