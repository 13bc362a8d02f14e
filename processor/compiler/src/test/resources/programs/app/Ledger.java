package app;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.From;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that remember. */
@Part
public abstract class Ledger {
    /** Which folds ran, in order. */
    static final List<String> RAN = new ArrayList<>();

    private final Journal journal;

    protected Ledger(Journal journal) {
        this.journal = journal;
    }

    @Input(value = "ledger/amount", orElse = "0")
    abstract long amount();

    @Input(value = "ledger/note", orElse = "")
    abstract String note();

    @Input(value = "ledger/year", orElse = "2026")
    abstract int year();

    @Input(value = "ledger/key", orElse = "none")
    abstract Secret<String> key();

    /** The sum of all amounts of a year. */
    @Fold(initial = "0", resetOn = "year")
    @Publish("ledger/total")
    long total(long previous, long amount, int year) {
        RAN.add("total");
        return Math.addExact(previous, amount);
    }

    @Fold
    static List<String> notes(@From("notes") List<String> before, String note) {
        RAN.add("notes");
        List<String> all = new ArrayList<>(before);
        all.add(note);
        return List.copyOf(all);
    }

    @Fold
    static Optional<Long> largest(long total, Optional<Long> largest) {
        RAN.add("largest");
        return Optional.of(largest.map(l -> Math.max(l, total)).orElse(total));
    }

    @Fold(initial = "seed")
    static Secret<String> chain(Secret<String> previous, Secret<String> key) {
        return Secret.of(previous.reveal() + "," + key.reveal());
    }

    @Derived
    static boolean record(long total, Optional<Long> largest) {
        return largest.isPresent() && largest.get() == total;
    }

    @Effect
    void onTotal(long total, boolean record) {
        journal.note("total " + total + (record ? "!" : ""));
    }
}
