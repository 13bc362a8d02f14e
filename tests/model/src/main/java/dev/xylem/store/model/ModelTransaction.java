package dev.xylem.store.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A transaction as serial re-execution: it works on a copy of the tree and records what it asked and was told.
 *
 * <p>It commits if the same requests, made in one go on the tree as it is at the end, are answered alike.
 */
public final class ModelTransaction {
    private final ModelCaller caller;
    private final ModelQuotas quotas;
    private final ModelTree view;
    private final List<Op> operations = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();
    private final List<ModelChange> changes = new ArrayList<>();

    /** Starts on a copy of the tree. */
    public ModelTransaction(ModelTree committed, ModelCaller caller, ModelQuotas quotas) {
        this.view = committed.copy();
        this.caller = caller;
        this.quotas = quotas;
    }

    /** One request inside the transaction (T-2). */
    public String apply(Op operation) {
        String reply = view.apply(operation, caller, quotas, changes);
        operations.add(operation);
        replies.add(reply);
        return reply;
    }

    /** Whether something was changed in the transaction's own view. */
    public boolean changed() {
        return !changes.isEmpty();
    }

    /** Whether nothing but reading was asked (T-9). */
    public boolean readOnly() {
        return operations.stream()
                .allMatch(operation -> operation.kind() == Op.Kind.READ
                        || operation.kind() == Op.Kind.DIRECTORY
                        || operation.kind() == Op.Kind.GET_PERMS);
    }

    /**
     * Asks everything again on this tree, which is changed by it.
     *
     * @param unseen published paths, whose values nobody is held to (rule 5)
     * @return whether every reply is the one that was given
     */
    public boolean replay(ModelTree tree, Set<String> unseen, List<ModelChange> into) {
        for (int i = 0; i < operations.size(); i++) {
            String reply = tree.apply(operations.get(i), caller, quotas, into);
            if (!unseen.contains(operations.get(i).path()) && !reply.equals(replies.get(i))) {
                return false;
            }
        }
        return true;
    }
}
