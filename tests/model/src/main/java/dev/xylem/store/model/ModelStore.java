package dev.xylem.store.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions, transactions, watches and commits over a {@link ModelTree}.
 *
 * <p>Every accepted change goes through {@link #commit}: it is numbered (rule 1), offered to the cycle (rules 4 and 5)
 * and announced. Replies are those of {@link ModelTree#apply}.
 */
public final class ModelStore {
    private final ModelQuotas quotas;
    private final ModelCycle cycle;
    private final Set<String> published;
    private final ModelLives lives;
    private final List<ModelSession> sessions = new ArrayList<>();
    private ModelTree tree;
    private long number;
    private long refusals;

    /** A store whose tree is as given. */
    public ModelStore(
            ModelTree initial,
            long number,
            ModelQuotas quotas,
            ModelCycle cycle,
            Set<String> published,
            ModelLives lives) {
        this.tree = initial;
        this.lives = lives;
        this.number = number;
        this.quotas = quotas;
        this.cycle = cycle;
        this.published = published;
    }

    public ModelTree tree() {
        return tree;
    }

    /** The number of the last commit. */
    public long number() {
        return number;
    }

    /** How many commits the cycle refused. */
    public long refusals() {
        return refusals;
    }

    /** A connection of this caller in its present life. */
    public ModelSession session(ModelCaller caller) {
        ModelSession session = new ModelSession(caller.reborn(lives));
        sessions.add(session);
        return session;
    }

    /** The end of a connection. */
    public void close(ModelSession session) {
        session.reset();
        sessions.remove(session);
    }

    /** Whether the principal of a connection is alive. */
    public boolean alive(ModelSession session) {
        return lives.alive(session.caller().id());
    }

    /** Ends a principal: its connections, what it owned, its rights, in one commit if there was something to remove. */
    public void die(int principal) {
        for (ModelSession session : List.copyOf(sessions)) {
            if (session.caller().id() == principal) {
                close(session);
            }
        }
        lives.end(ModelLives.number(principal));
        ModelTree merged = tree.copy();
        List<ModelChange> changes = new ArrayList<>();
        merged.bury(principal, changes);
        if (!changes.isEmpty()) {
            commit(merged, changes);
        }
    }

    /** Another principal gets the number of one that ended. */
    public void born(int number) {
        lives.begin(number);
    }

    /** A request outside transactions. */
    public String apply(ModelSession session, Op requested) {
        Op operation = lives.resolved(requested);
        ModelTree merged = tree.copy();
        List<ModelChange> changes = new ArrayList<>();
        String reply = merged.apply(operation, session.caller(), quotas, changes);
        return changes.isEmpty() ? reply : commit(merged, changes);
    }

    /** A request inside a transaction of this session. */
    public String apply(ModelSession session, int transaction, Op operation) {
        ModelTransaction open = session.transactions.get(transaction);
        return open == null ? "!ENOENT" : open.apply(lives.resolved(operation));
    }

    /** START; the caller chooses the number. */
    public String begin(ModelSession session, int transaction) {
        int open = sessions.stream()
                .filter(other -> other.caller().id() == session.caller().id())
                .mapToInt(other -> other.transactions.size())
                .sum();
        if (!session.caller().privileged() && ModelQuotas.exceeds(open + 1, quotas.transactions())) {
            return "!ENOSPC";
        }
        session.transactions.put(transaction, new ModelTransaction(tree, session.caller(), quotas));
        return "OK";
    }

    /** END; the number is free afterwards whatever the answer (T-5). */
    public String end(ModelSession session, int transaction, boolean accept) {
        ModelTransaction open = session.transactions.remove(transaction);
        if (open == null) {
            return "!ENOENT";
        }
        if (!accept || !open.changed()) {
            return "OK";
        }
        ModelTree merged = tree.copy();
        List<ModelChange> changes = new ArrayList<>();
        if (!open.replay(merged, published, changes)) {
            return "!EAGAIN";
        }
        return changes.isEmpty() ? "OK" : commit(merged, changes);
    }

    /** WATCH (V-1, V-3). */
    public String watch(ModelSession session, ModelWatch watch) {
        boolean known = session.watches.stream()
                .anyMatch(other ->
                        other.path().equals(watch.path()) && other.token().equals(watch.token()));
        if (known) {
            return "!EEXIST";
        }
        int registered = sessions.stream()
                .filter(other -> other.caller().id() == session.caller().id())
                .mapToInt(other -> other.watches.size())
                .sum();
        if (!session.caller().privileged() && ModelQuotas.exceeds(registered + 1, quotas.watches())) {
            return "!ENOSPC";
        }
        session.watches.add(watch);
        session.events.add(Set.of(watch.first()));
        return "OK";
    }

    /** UNWATCH. */
    public String unwatch(ModelSession session, ModelWatch watch) {
        boolean known = session.watches.removeIf(
                other -> other.path().equals(watch.path()) && other.token().equals(watch.token()));
        return known ? "OK" : "!ENOENT";
    }

    private String commit(ModelTree merged, List<ModelChange> changes) {
        if (cycle.refuses(merged)) {
            refusals++;
            return "!EINVAL";
        }
        List<ModelChange> all = new ArrayList<>(changes);
        for (Map.Entry<String, String> value : cycle.publishes(merged).entrySet()) {
            if (merged.publish(value.getKey(), value.getValue())) {
                all.add(ModelChange.of(ModelChange.Kind.WRITTEN, value.getKey()));
            }
        }
        ModelTree before = tree;
        tree = merged;
        number++;
        for (ModelSession session : sessions) {
            for (ModelWatch watch : session.watches) {
                session.events.add(watch.events(all, session.caller().among(lives), before, merged));
            }
        }
        return "OK";
    }
}
