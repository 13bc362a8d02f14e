package dev.xylem.store.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** One connection: its watches, its open transactions, and the events that it has not taken yet. */
public final class ModelSession {
    private final ModelCaller caller;
    final Set<ModelWatch> watches = new LinkedHashSet<>();
    final TreeMap<Integer, ModelTransaction> transactions = new TreeMap<>();
    final List<Set<String>> events = new ArrayList<>();

    ModelSession(ModelCaller caller) {
        this.caller = caller;
    }

    public ModelCaller caller() {
        return caller;
    }

    public Set<ModelWatch> watches() {
        return watches;
    }

    /** The numbers of the open transactions. */
    public List<Integer> open() {
        return List.copyOf(transactions.keySet());
    }

    /** Takes the events since the last call; those of one commit are in no order and without repetition (V-8). */
    public Set<String> takeEvents() {
        Set<String> taken = new LinkedHashSet<>();
        events.forEach(taken::addAll);
        events.clear();
        return taken;
    }

    /** RESET_WATCHES, or the end of the connection (T-10). */
    public void reset() {
        watches.clear();
        transactions.clear();
    }
}
