package dev.xylem.store.check;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelChange;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTransaction;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A store made of the model with one known mistake in it; it shows that the checks find such mistakes. */
final class FaultySubject implements Subject {
    /** What is wrong. */
    enum Fault {
        /** Absence and denial leave no footprint (weakness 2 of the first oxenstored). */
        FAILED_READS_UNSEEN,
        /** The private tree replaces the committed one: what others committed meanwhile is lost. */
        LOST_UPDATE,
        /** Any commit since START is a conflict. */
        NO_MERGE,
        /** What a failed transaction did stays. */
        FAILURE_LEAVES_TRACE,
        /** Requests inside see what others commit. */
        NO_SNAPSHOT,
        /** Listing is not held to what it saw. */
        DIRECTORY_UNSEEN,
        /** An END that changed nothing is counted as a commit. */
        WRONG_NUMBER
    }

    private final Fault fault;
    private ModelTree now = new ModelTree("n0", Set.of());
    private long number;

    FaultySubject(Fault fault) {
        this.fault = fault;
    }

    @Override
    public void load(ModelTree tree) {
        now = tree.copy();
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public ModelTree tree() {
        return now;
    }

    @Override
    public String apply(ModelCaller caller, Op operation) {
        List<ModelChange> changes = new ArrayList<>();
        String reply = now.apply(operation, caller, ModelQuotas.NONE, changes);
        number += changes.isEmpty() ? 0 : 1;
        return reply;
    }

    @Override
    public Open begin(ModelCaller caller) {
        return new Faulty(caller);
    }

    private final class Faulty implements Open {
        private final ModelCaller caller;
        private final ModelTree start = now;
        private final ModelTree view = now.copy();
        private final ModelTransaction kept;
        private final ModelTransaction all;
        private final List<ModelChange> changes = new ArrayList<>();

        Faulty(ModelCaller caller) {
            this.caller = caller;
            now = now.copy();
            kept = new ModelTransaction(start, caller, ModelQuotas.NONE);
            all = new ModelTransaction(start, caller, ModelQuotas.NONE);
        }

        @Override
        public String apply(Op operation) {
            if (fault == Fault.NO_SNAPSHOT && !all.changed()) {
                all.apply(operation);
                return now.copy().apply(operation, caller, ModelQuotas.NONE, changes);
            }
            String reply = all.apply(operation);
            view.apply(operation, caller, ModelQuotas.NONE, changes);
            boolean unseen = fault == Fault.FAILED_READS_UNSEEN && reply.startsWith("!")
                    || fault == Fault.DIRECTORY_UNSEEN && operation.kind() == Op.Kind.DIRECTORY;
            if (!unseen) {
                kept.apply(operation);
            }
            return reply;
        }

        @Override
        public String commit() {
            if (!all.changed()) {
                number += fault == Fault.WRONG_NUMBER ? 1 : 0;
                return "OK";
            }
            ModelTree merged = now.copy();
            List<ModelChange> replayed = new ArrayList<>();
            boolean same = kept.replay(merged, Set.of(), replayed);
            if (fault == Fault.NO_MERGE && !start.equals(now)) {
                same = false;
            }
            if (!same && fault != Fault.FAILURE_LEAVES_TRACE) {
                return "!EAGAIN";
            }
            now = fault == Fault.LOST_UPDATE ? view : merged;
            number += replayed.isEmpty() || !same ? 0 : 1;
            return same ? "OK" : "!EAGAIN";
        }
    }
}
