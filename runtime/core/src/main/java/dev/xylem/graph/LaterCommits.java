package dev.xylem.graph;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Commits that wait for the effect executor. As many may wait as effects may; what comes on top fails at once.
 *
 * @param <T> the program's transaction
 */
final class LaterCommits<T> {
    private record Waiting<T>(Consumer<? super T> writes, CompletableFuture<Void> result) {}

    private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicInteger draining = new AtomicInteger();
    private final Effects effects;
    private final Consumer<Consumer<? super T>> commit;
    private volatile boolean closed;

    LaterCommits(Effects effects, Consumer<Consumer<? super T>> commit) {
        this.effects = effects;
        this.commit = commit;
    }

    CompletionStage<Void> add(Consumer<? super T> writes) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (closed) {
            return CompletableFuture.failedStage(new IllegalStateException("the program is closed"));
        }
        if (length.incrementAndGet() > effects.backlog()) {
            length.decrementAndGet();
            return CompletableFuture.failedStage(new RejectedExecutionException(
                    "more than " + effects.backlog() + " commits are queued; let an effect queue fewer"));
        }
        queue.add(new Waiting<>(writes, result));
        if (closed) {
            // Whoever ran the queue may be gone: each that is left fails now, like a commit after the end.
            runAll();
        }
        return result;
    }

    /** Runs one queued commit, if any. */
    boolean runOne() {
        Waiting<T> next = queue.poll();
        if (next == null) {
            return false;
        }
        length.decrementAndGet();
        try {
            commit.accept(next.writes());
            next.result().complete(null);
        } catch (Throwable e) {
            // A lambda can throw what it does not declare; the thread has to go on.
            next.result().completeExceptionally(e);
        }
        return true;
    }

    /** Without an effect thread: runs what is queued on the calling thread, unless a thread does so already. */
    void runDirect() {
        if (!effects.immediate() || draining.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            runAll();
            seen = draining.addAndGet(-seen);
        } while (seen != 0);
    }

    private void runAll() {
        while (runOne()) {
            // each in its turn
        }
    }

    /** Whether nothing is queued any more. */
    boolean closed() {
        return closed;
    }

    /** From now on nothing is queued. What still was fails when it is run. */
    void close() {
        closed = true;
    }
}
