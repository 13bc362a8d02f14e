package dev.xylem.graph;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Runs effects on an executor of the user: in turns, one at a time and each of bounded length, so that the executor may serve
 * others too, an event loop of a user interface for one.
 */
final class EffectTurns {
    private static final int PER_TURN = 64;

    private static final int IDLE = 0;
    private static final int GIVEN = 1;
    /** A turn was asked for since the present one was given to the executor. */
    private static final int AGAIN = 2;

    private final Executor executor;
    private final EffectQueue<?> queue;
    private final EffectLog log;
    private final BooleanSupplier between;
    private final Runnable atEnd;
    private final AtomicInteger state = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean ending;

    /**
     * Turns for a queue.
     *
     * @param between what else runs there, one piece at a time; says whether there was one
     * @param atEnd runs once after everything else
     */
    EffectTurns(Executor executor, EffectQueue<?> queue, EffectLog log, BooleanSupplier between, Runnable atEnd) {
        this.executor = executor;
        this.queue = queue;
        this.log = log;
        this.between = between;
        this.atEnd = atEnd;
    }

    /** Asks for a turn. */
    void ask() {
        if (state.getAndUpdate(now -> now == IDLE ? GIVEN : AGAIN) == IDLE) {
            give();
        }
    }

    private void give() {
        try {
            executor.execute(this::turn);
        } catch (RejectedExecutionException e) {
            if (ending) {
                // Nothing is dropped: who closes the program runs what is due.
                turn();
                return;
            }
            log.report("the executor of the effects takes no more; they wait for the next commit", e);
            state.set(IDLE);
        }
    }

    private void turn() {
        // Takes over what was asked for before, and sees what that was about.
        int unused = state.getAndSet(GIVEN);
        boolean more = true;
        queue.enter();
        try {
            for (int i = 0; i < PER_TURN && more; i++) {
                more = queue.step(between);
            }
            if (!more && ending && ended.getCount() != 0) {
                atEnd.run();
                ended.countDown();
            }
        } finally {
            queue.leave();
        }
        if (more || !state.compareAndSet(GIVEN, IDLE)) {
            give();
        }
    }

    /** Runs what is due and then what comes at the end; returns at once, {@link #await} waits for it. */
    void end() {
        ending = true;
        ask();
    }

    /** Waits until everything has run. */
    void await() throws InterruptedException {
        ended.await();
    }
}
