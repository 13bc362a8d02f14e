package dev.xylem.benchmarks.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What hand-written peers share: values in plain fields, published by one release store, effects called directly, nothing
 * staged. They compare where that saves work or an effect, and do not where the author of this one graph knows better.
 */
abstract class Hand implements Workload {
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Hand.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Tally tally = new Tally();
    private int version;

    final void publish() {
        VERSION.setRelease(this, version + 1);
    }

    @Override
    public final Tally tally() {
        return tally;
    }
}
