package dev.xylem.store.check;

import dev.xylem.check.Mismatch;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelChange;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTransaction;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of transactions and outside requests, run on a store and on the model in step.
 *
 * <p>The oracle, at each END of a transaction that changed something in its own view: it commits if and only if its
 * requests, asked again in one go at this very point, are all answered as they were. So
 *
 * <ol>
 *   <li>the replies of the committed ones and the final tree are those of a serial order: each transaction that changed
 *       something stands at its END, each other one at its START, outside requests where they are, which keeps real time;
 *   <li>failed ones leave no trace, for the final tree is the one without them;
 *   <li>there is progress: disjoint transactions, and all that a serial order explains at their END, commit.
 * </ol>
 */
final class Schedule {
    private final Subject subject;
    private final ModelQuotas quotas;
    private final @Nullable ModelTransaction[] models;
    private final Subject.@Nullable Open[] open;
    private ModelTree now;
    private long number;
    private int conflicts;

    /** Starts with the store as it is, which holds this tree. */
    Schedule(Subject subject, ModelTree initial, ModelQuotas quotas, int transactions) {
        this.subject = subject;
        this.quotas = quotas;
        this.now = initial.copy();
        this.number = subject.number();
        this.models = new ModelTransaction[transactions];
        this.open = new Subject.Open[transactions];
    }

    int conflicts() {
        return conflicts;
    }

    void start(int transaction, ModelCaller caller) {
        models[transaction] = new ModelTransaction(now, caller, quotas);
        open[transaction] = subject.begin(caller);
    }

    /** A request inside; nothing if the transaction is not open. */
    void apply(int transaction, Op operation) {
        ModelTransaction model = models[transaction];
        Subject.Open real = open[transaction];
        if (model != null && real != null) {
            Mismatch.check("T" + transaction + " " + operation, model.apply(operation), real.apply(operation));
        }
    }

    void end(int transaction) {
        ModelTransaction model = models[transaction];
        Subject.Open real = open[transaction];
        if (model == null || real == null) {
            return;
        }
        models[transaction] = null;
        open[transaction] = null;
        if (!model.changed()) {
            Mismatch.check("END T" + transaction + ", which changed nothing", "OK", real.commit());
        } else {
            ModelTree merged = now.copy();
            List<ModelChange> changes = new ArrayList<>();
            boolean explained = model.replay(merged, Set.of(), changes);
            Mismatch.check("END T" + transaction, explained ? "OK" : "!EAGAIN", real.commit());
            if (explained) {
                accept(merged, changes);
            } else {
                conflicts++;
            }
        }
        Mismatch.check("commit number after END T" + transaction, number, subject.number());
    }

    void outside(ModelCaller caller, Op operation) {
        ModelTree merged = now.copy();
        List<ModelChange> changes = new ArrayList<>();
        String reply = merged.apply(operation, caller, quotas, changes);
        Mismatch.check("outside " + operation, reply, subject.apply(caller, operation));
        accept(merged, changes);
        Mismatch.check("commit number after outside " + operation, number, subject.number());
    }

    /** The tree as a whole; called at the end, and wherever else it is wanted. */
    void compareTrees() {
        ModelTree tree = subject.tree();
        if (!tree.equals(now)) {
            throw new Mismatch("the tree", now, tree);
        }
    }

    private void accept(ModelTree merged, List<ModelChange> changes) {
        if (!changes.isEmpty()) {
            now = merged;
            number++;
        }
    }
}
