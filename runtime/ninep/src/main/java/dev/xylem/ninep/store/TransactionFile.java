package dev.xylem.ninep.store;

import dev.xylem.Problem;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.store.ConflictException;
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
 * effect, and what follows begins another.
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

    private final View view;
    private final List<TransactionLine> lines = new ArrayList<>();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream(0);
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
        view.checkReady();
        int count = from.remaining();
        if (taken + count + LINE > MAX || !view.budget().take(count + LINE)) {
            drop();
            throw new NinepException(Errno.ENOMEM, "the transaction is too long; commit it in parts");
        }
        taken += count + LINE;
        try {
            while (from.hasRemaining()) {
                byte octet = from.get();
                if (octet == '\n') {
                    line();
                } else {
                    rest.write(octet);
                }
            }
        } catch (NinepException refused) {
            drop();
            throw refused;
        }
        return count;
    }

    private void line() throws NinepException {
        byte[] octets = rest.toByteArray();
        rest.reset();
        number++;
        String text = new String(octets, StandardCharsets.UTF_8);
        switch (text) {
            case COMMIT -> commit();
            case ABORT -> {
                state = "aborted\n";
                drop();
            }
            default -> {
                try {
                    TransactionLine line = TransactionLine.parse(number, octets, view);
                    if (line != null) {
                        if (!view.budget().take(LINE)) {
                            throw new NinepException(Errno.ENOMEM, "the transaction is too long; commit it in parts");
                        }
                        taken += LINE;
                        lines.add(line);
                    }
                } catch (StoreException malformed) {
                    throw refused(
                            number,
                            Refusals.reason(malformed),
                            View.refused(malformed).errno());
                }
            }
        }
    }

    private NinepException refused(int line, String reason, Errno errno) {
        String text = "line " + line + ": " + reason;
        state = text + "\n";
        view.refusals().add(RootDirectory.TRANSACTION, text);
        return new NinepException(errno, text);
    }

    private void commit() throws NinepException {
        try {
            if (!lines.isEmpty()) {
                attempts();
            }
            state = "committed " + view.now().number() + "\n";
        } finally {
            drop();
        }
    }

    private void attempts() throws NinepException {
        for (int attempt = 1; ; attempt++) {
            TransactionLine last = lines.get(0);
            try (Transaction transaction = view.session().begin()) {
                for (TransactionLine line : lines) {
                    last = line;
                    line.apply(transaction);
                }
                last = lines.get(0);
                transaction.commit();
                return;
            } catch (ConflictException conflict) {
                if (attempt == ATTEMPTS) {
                    throw refused(last.number(), Refusals.reason(conflict), Errno.EAGAIN);
                }
            } catch (RefusedException refused) {
                throw refused(culprit(refused), Refusals.reason(refused), Errno.EINVAL);
            } catch (StoreException refused) {
                throw refused(
                        last.number(),
                        Refusals.reason(refused),
                        View.refused(refused).errno());
            }
        }
    }

    /** The line that wrote what the application refuses, as far as can be told: the last one that named the path. */
    private int culprit(RefusedException refused) {
        for (Problem problem : refused.problems()) {
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (lines.get(i).path().toString().equals(problem.path())) {
                    return lines.get(i).number();
                }
            }
        }
        return lines.get(lines.size() - 1).number();
    }

    /** What was written and not committed is forgotten. */
    private void drop() {
        lines.clear();
        rest.reset();
        view.budget().give(taken);
        taken = 0;
    }

    @Override
    public void sync() throws NinepException {
        if (rest.size() == 0 && lines.isEmpty()) {
            return;
        }
        view.checkReady();
        try {
            if (rest.size() > 0) {
                line();
            }
            if (!lines.isEmpty()) {
                commit();
            }
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
