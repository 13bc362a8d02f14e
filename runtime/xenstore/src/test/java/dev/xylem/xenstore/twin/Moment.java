package dev.xylem.xenstore.twin;

import dev.xylem.peers.Peer;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.twin.Steps.Step;
import dev.xylem.xenstore.wire.MessageType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A step that our server and another answered differently.
 *
 * @param peer the other
 * @param step what was done
 * @param known whether the transaction that the step names is open; true when it names none
 * @param overtaken whether somebody else committed since that transaction began
 * @param own our reply
 * @param theirs the reply of the other
 * @param outside what ours answers to the same request outside the transaction
 */
record Moment(
        Peer peer, Step step, boolean known, boolean overtaken, Answer own, Answer theirs, Supplier<Answer> outside) {
    private static final Set<MessageType> LOOKING =
            Set.of(MessageType.READ, MessageType.DIRECTORY, MessageType.GET_PERMS, MessageType.DIRECTORY_PART);

    /** What was asked for, or null. */
    @Nullable
    MessageType type() {
        if (step instanceof Step.Release) {
            return MessageType.RELEASE;
        }
        return step instanceof Step.Ask ask ? MessageType.of(ask.type()) : null;
    }

    boolean is(MessageType... types) {
        MessageType type = type();
        return type != null && List.of(types).contains(type);
    }

    /** Whether only a look was taken. */
    boolean isLook() {
        MessageType type = type();
        return type != null && LOOKING.contains(type);
    }

    /** Whether the step names a transaction, open or not. */
    boolean isInside() {
        return step instanceof Step.Ask ask && ask.slot() != 0;
    }

    String payload() {
        return step instanceof Step.Ask ask ? ask.payload() : "";
    }

    /** The first argument. */
    String path() {
        String payload = payload();
        return payload.substring(0, Math.max(0, payload.indexOf('|')));
    }

    /** Whether one of the arguments, letters of permissions apart, is no number that a domain has. */
    boolean hasOddNumber() {
        return Arrays.stream(payload().split("\\|", -1))
                .limit(payload().chars().filter(c -> c == '|').count())
                .skip(is(MessageType.SET_PERMS) ? 1 : 0)
                .map(text -> is(MessageType.SET_PERMS) && !text.isEmpty() ? text.substring(1) : text)
                .anyMatch(text -> !text.matches("[0-9]{1,5}") || Integer.parseInt(text) > Domains.LAST);
    }

    /** Whether one of the arguments is domain 0. */
    boolean hasZero() {
        return payload().matches("(.*\\|)?0\\|.*");
    }

    /** Whether a domain asked. */
    boolean byDomain() {
        return step instanceof Step.Ask ask && ask.client() >= Side.SOCKETS;
    }

    /** Whether the other's reply is the same as one of ours. */
    boolean isAs(Answer other) {
        return History.shown(step, theirs).equals(History.shown(step, other));
    }

    /** Whether both are lists of permissions, and entries after the first of ours are missing in theirs. */
    boolean lacksEntries() {
        return own.isSuccess() && theirs.isSuccess() && lacksEntries(own.text(), theirs.text());
    }

    /** Whether one list of permissions is another without some entries after the first. */
    static boolean lacksEntries(String more, String fewer) {
        List<String> all = List.of(more.split("\\|"));
        List<String> some = List.of(fewer.split("\\|"));
        return some.size() < all.size() && some.get(0).equals(all.get(0)) && all.containsAll(some);
    }

    /** Whether both are lists of permissions that name different owners. */
    boolean differsInOwner() {
        return own.isSuccess() && theirs.isSuccess() && differInOwner(own.text(), theirs.text());
    }

    /** Whether two lists of permissions are the same but for the number of the first entry. */
    static boolean differInOwner(String one, String other) {
        return one.replaceFirst("[0-9]+", "").equals(other.replaceFirst("[0-9]+", ""));
    }

    /** Whether ours refused with one error, and the other with another. */
    boolean errors(String ours, String others) {
        return own.is(ours) && theirs.is(others);
    }
}
