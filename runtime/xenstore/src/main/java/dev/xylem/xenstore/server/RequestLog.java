package dev.xylem.xenstore.server;

import dev.xylem.Problem;
import dev.xylem.store.Account;
import dev.xylem.store.DeferredException;
import dev.xylem.store.Quota;
import dev.xylem.store.QuotaException;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access log of a server: one line for each request that its level asks for. Values are never in it. An unprivileged
 * client cannot fill a log with it: lines in one second are bounded, what is left out is counted. Requests are noted by the
 * server's thread; the level and the last lines are for everybody.
 */
final class RequestLog {
    /** How much is logged; each level includes those before it. */
    enum Level {
        /** Nothing. */
        OFF,
        /** Why the application refused a commit, and which quota refused a request. */
        REFUSALS,
        /** Every request that is answered with an error. */
        ERRORS,
        /** Every request that changes something. */
        CHANGES,
        /** Every request. */
        ALL;

        private final String key = name().toLowerCase(Locale.ROOT);

        /** The name by which clients ask for it. */
        String key() {
            return key;
        }

        /** The level of a {@link #key}, or null. */
        static @Nullable Level named(String key) {
            for (Level level : values()) {
                if (level.key.equals(key)) {
                    return level;
                }
            }
            return null;
        }
    }

    /** Lines in one second at {@link Level#REFUSALS}. */
    static final int RATE = 16;
    /** Lines in one second that unprivileged clients cause at higher levels. */
    static final int HIGH_RATE = 1024;
    /** How many of the last lines are kept. */
    static final int KEPT = 64;
    /** The longest line in characters, so that it fits into a message. */
    static final int LONGEST = 1024;

    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore");

    /** Takes lines. */
    @FunctionalInterface
    interface Output {
        void line(System.Logger.Level level, String text);
    }

    private final Output output;
    private final RateLimit limit;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long lines;
    private volatile Level level = Level.REFUSALS;

    RequestLog() {
        this(System::nanoTime, LOG::log);
    }

    RequestLog(LongSupplier nanos, Output output) {
        this.output = output;
        limit = new RateLimit(nanos);
    }

    /** What is logged. */
    Level level() {
        return level;
    }

    void level(Level wanted) {
        level = wanted;
    }

    /** Whether accepted requests with such an effect are logged. */
    boolean takes(Effect effect) {
        Level now = level;
        return now.compareTo(Level.CHANGES) >= 0 && (now == Level.ALL || effect != Effect.NONE);
    }

    /** Notes an accepted request. */
    void accepted(Peer client, MessageType type, int transaction, Arguments arguments) {
        if (client.privileged() || limit.pass(HIGH_RATE)) {
            write(System.Logger.Level.INFO, request(client, type.name(), transaction, arguments));
        }
    }

    /** Notes a request that was answered with an error. */
    void refused(Peer client, int type, int transaction, Arguments arguments, StoreException refusal) {
        Level now = level;
        boolean diagnosis = refusal instanceof QuotaException || refusal instanceof RefusedException;
        if (now == Level.OFF || (now == Level.REFUSALS && !diagnosis)) {
            return;
        }
        if (now == Level.REFUSALS ? !limit.pass(RATE) : !client.privileged() && !limit.pass(HIGH_RATE)) {
            return;
        }
        MessageType known = MessageType.of(type);
        String name = known == null ? "type " + Integer.toUnsignedString(type) : known.name();
        String why = refusal instanceof RefusedException refused
                ? refused.problems().stream().map(Problem::toString).collect(Collectors.joining("; "))
                : refusal.getMessage();
        write(
                diagnosis ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                request(client, name, transaction, arguments) + " refused: " + why);
    }

    /** Notes that more memory is in use than is reason to warn; nothing is refused yet. */
    void soft(Peer client, Account account) {
        if (level != Level.OFF && limit.pass(RATE)) {
            write(
                    System.Logger.Level.WARNING,
                    client.principal() + "/" + client.connection() + " makes the store use " + account.memory()
                            + " octets, the quota " + Quota.SOFT_MEMORY.key() + " is "
                            + account.quotas().of(Quota.SOFT_MEMORY) + "; from "
                            + account.quotas().of(Quota.MEMORY) + " on requests are refused");
        }
    }

    /** Notes that a change has to wait; how often that befell the client's principal tells who is busy. */
    void deferred(Peer client, DeferredException deferral, long times) {
        if (level != Level.OFF && limit.pass(RATE)) {
            write(
                    System.Logger.Level.WARNING,
                    client.principal() + "/" + client.connection() + " waits: " + deferral.path()
                            + " is reserved for a transaction of " + deferral.favoured()
                            + ", which lost to others before (wait " + times + ")");
        }
    }

    /** Notes something else, which a client cannot cause at will. */
    void note(System.Logger.Level importance, String text) {
        write(importance, text);
    }

    private static String request(Peer client, String name, int transaction, Arguments arguments) {
        StringBuilder line = new StringBuilder(80);
        line.append(client.principal())
                .append('/')
                .append(client.connection())
                .append(' ')
                .append(name);
        for (int i = 0; i < arguments.count() && line.length() < LONGEST; i++) {
            line.append(' ').append(arguments.text(i));
        }
        if (transaction != 0) {
            line.append(" (transaction ")
                    .append(Integer.toUnsignedString(transaction))
                    .append(')');
        }
        return line.toString();
    }

    private void write(System.Logger.Level importance, String text) {
        long left = limit.takeLeft();
        if (left > 0) {
            put(System.Logger.Level.WARNING, left + " more lines left out");
        }
        put(importance, legible(text));
    }

    private void put(System.Logger.Level importance, String line) {
        synchronized (last) {
            if (last.size() == KEPT) {
                last.remove();
            }
            last.add(line);
            lines++;
        }
        output.line(importance, line);
    }

    /** One line of printable characters, whatever a client sent. */
    static String legible(String text) {
        int length = Math.min(text.length(), LONGEST);
        StringBuilder legible = new StringBuilder(length);
        for (int i = 0; i < length && legible.length() < LONGEST; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '\\') {
                legible.append(c);
            } else {
                legible.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return text.length() > LONGEST || legible.length() > LONGEST
                ? legible.substring(0, LONGEST - 3) + "..."
                : legible.toString();
    }

    /** How many lines there were so far. */
    long lines() {
        synchronized (last) {
            return lines;
        }
    }

    /**
     * The last lines, oldest first.
     *
     * @param first the number of the first of them, counted from 1
     */
    record Last(long first, List<String> lines) {}

    /** The last lines. */
    Last last() {
        synchronized (last) {
            return new Last(lines - last.size() + 1, List.copyOf(last));
        }
    }
}
