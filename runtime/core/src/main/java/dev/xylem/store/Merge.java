package dev.xylem.store;

import java.util.List;

/**
 * Applies the changes of a transaction whose footprint still holds to the committed tree, key by key. Counters, removed nodes
 * and inherited permissions come from the tree as it is now.
 */
final class Merge {
    private Merge() {}

    /** Returns whether all changes could be made; a quota may be in the way by now. */
    static boolean apply(List<Request> requests, Working tree, Actor actor, Execution execution) {
        for (Request request : requests) {
            if (request.operation().reads() || !request.succeeded()) {
                continue;
            }
            try {
                execution.run(request.operation(), tree, actor, request.path(), request.argument(), null);
            } catch (StoreException e) {
                return false;
            }
        }
        return true;
    }
}
