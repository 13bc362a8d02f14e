package dev.xylem.store.check;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;

/** What the transaction checks need of a store: the real one, or a faulty one that shows that a check can fail. */
interface Subject {
    /** Brings the store to this tree, in any number of commits. */
    void load(ModelTree tree);

    /** The number of the last commit. */
    long number();

    /** The committed tree, published nodes included. */
    ModelTree tree();

    /** A request outside transactions; replies as those of {@link ModelTree#apply}. */
    String apply(ModelCaller caller, Op operation);

    /** START. */
    Open begin(ModelCaller caller);

    /** An open transaction. */
    interface Open {
        String apply(Op operation);

        /** END with T: {@code OK} or an error. */
        String commit();
    }
}
