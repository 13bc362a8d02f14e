package dev.xylem.ninep.store;

import dev.xylem.Problem;
import dev.xylem.ninep.tree.LaterException;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.store.ConflictException;
import dev.xylem.store.DeferredException;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction that is written as lines: {@code path=value}, {@code remove path}, and the words {@code commit} and {@code
 * abort}. What is left at the end is committed then. Offsets mean nothing. What is read says what became of the last commit.
 *
 * <p>A line that is wrong is refused in the reply to the write that ends it, by its number; nothing of that transaction takes
 * effect, and what follows begins another. A commit that has to wait leaves the write as if it had not come, so that it can be
 * tried again; what of it is in effect already, the reply to a shorter write says.
 */
final class TransactionFile implements OpenFile {
    /** Octets of lines that are not committed. */
    private static final int MAX = 1 << 20;

    /** What a line costs beside its text. */
    private static final int LINE = 64;

    /** How often a transaction is tried that others have been in the way of. */
    private static final int ATTEMPTS = 64;

    private static final String COMMIT = "commit";
    private static final String ABORT = "abort";

    /** Where a write can be broken off: what there was, and how much of the write came before. */
    private record Mark(int written, int lines, byte[] rest, int number, int taken) {}

    private final View view;
    private final List<TransactionLine> lines = new ArrayList<>();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream(0);
    /** Lines of this transaction so far. */
    private int number;

    private int taken;
    private String state = "";

    TransactionFile(View view) {
        this.view = view;
    }

    @Override
    public int read(long offset, ByteBuffer into) {
        return TextFile.put(state.getBytes(StandardCharsets.UTF_8), offset, into);
    }

    @Override
    public int write(long offset, ByteBuffer from, boolean whole) throws NinepException {
        int start = from.position();
        int count = from.remaining();
        Mark mark = mark(0);
        try {
            take(count + LINE);
            while (from.hasRemaining()) {
                byte octet = from.get();
                if (octet != '\n') {
                    rest.write(octet);
                } else if (line()) {
                    take(from.remaining() + LINE);
                    mark = mark(from.position() - start);
                }
            }
        } catch (LaterException later) {
            back(mark);
            if (mark.written == 0) {
                throw later;
            }
            return mark.written;
        } catch (NinepException refused) {
            drop();
            throw refused;
        }
        return count;
    }

    private void take(int octets) throws NinepException {
        if (taken + octets > MAX || !view.budget().take(octets)) {
            throw new NinepException(Errno.ENOMEM, "the transaction is too long; commit it in parts");
        }
        taken += octets;
    }

    private Mark mark(int written) {
        return new Mark(written, lines.size(), rest.toByteArray(), number, taken);
    }

    private void back(Mark mark) {
        lines.subList(mark.lines, lines.size()).clear();
        rest.reset();
        rest.writeBytes(mark.rest);
        number = mark.number;
        view.budget().give(taken - mark.taken);
        taken = mark.taken;
    }

    /** Does what a line says; true when a transaction has ended with it. */
    private boolean line() throws NinepException {
        byte[] octets = rest.toByteArray();
        rest.reset();
        number++;
        String text = new String(octets, StandardCharsets.UTF_8);
        switch (text) {
            case COMMIT -> {
                commit();
                return true;
            }
            case ABORT -> {
                state = "aborted\n";
                drop();
                return true;
            }
            default -> {
                try {
                    TransactionLine line = TransactionLine.parse(number, octets, view);
                    if (line != null) {
                        take(LINE);
                        lines.add(line);
                    }
                    return false;
                } catch (StoreException malformed) {
                    throw refused(
                            "line " + number,
                            Refusals.reason(malformed),
                            View.refused(malformed).errno());
                }
            }
        }
    }

    private NinepException refused(String where, String reason, Errno errno) {
        String text = where + ": " + reason;
        state = text + "\n";
        view.refusals().add(RootDirectory.TRANSACTION, text);
        return new NinepException(errno, text);
    }

    /** Commits the lines there are, and forgets them; or keeps them because they have to wait. */
    private void commit() throws NinepException {
        if (!lines.isEmpty()) {
            view.checkReady();
            attempts();
        }
        state = "committed " + view.now().number() + "\n";
        drop();
    }

    private void attempts() throws NinepException {
        for (int attempt = 1; ; attempt++) {
            TransactionLine last = null;
            try (Transaction transaction = view.session().begin()) {
                for (TransactionLine line : lines) {
                    last = line;
                    line.apply(transaction);
                }
                last = null;
                transaction.commit();
                return;
            } catch (DeferredException later) {
                throw new LaterException(later::whenOver);
            } catch (ConflictException conflict) {
                if (attempt == ATTEMPTS) {
                    throw refused(
                            culprits(List.of(conflict.path().toString())), Refusals.reason(conflict), Errno.EAGAIN);
                }
            } catch (RefusedException refused) {
                List<String> paths =
                        refused.problems().stream().map(Problem::path).toList();
                throw refused(culprits(paths), Refusals.reason(refused), Errno.EINVAL);
            } catch (StoreException refused) {
                String where = last == null ? culprits(List.of(refused.place())) : "line " + last.number();
                throw refused(
                        where, Refusals.reason(refused), View.refused(refused).errno());
            }
        }
    }

    /**
     * The lines that are to blame, as far as can be told: for the first of the paths for which there is one, the last that
     * named it, something above or something below; otherwise all of them.
     */
    private String culprits(List<String> paths) {
        for (String path : paths) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (lines.get(i).path().toString().equals(path)) {
                    return "line " + lines.get(i).number();
                }
            }
        }
        for (String path : paths) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                String named = lines.get(i).path().toString();
                if (path.startsWith(named + "/") || named.startsWith(path + "/")) {
                    return "line " + lines.get(i).number();
                }
            }
        }
        int first = lines.get(0).number();
        int last = lines.get(lines.size() - 1).number();
        return first == last ? "line " + first : "lines " + first + " to " + last;
    }

    /** What was written and not committed is forgotten. */
    private void drop() {
        lines.clear();
        number = 0;
        rest.reset();
        view.budget().give(taken);
        taken = 0;
    }

    @Override
    public void sync() throws NinepException {
        if (rest.size() == 0 && lines.isEmpty()) {
            return;
        }
        Mark mark = mark(0);
        try {
            if (rest.size() > 0) {
                line();
            }
            if (!lines.isEmpty()) {
                commit();
            }
        } catch (LaterException later) {
            back(mark);
            throw later;
        } catch (NinepException refused) {
            drop();
            throw refused;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
