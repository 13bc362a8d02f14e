package dev.xylem.graph;

import dev.xylem.CommitRefusedException;
import dev.xylem.DryRun;
import dev.xylem.Problem;
import dev.xylem.spi.Exporter;
import dev.xylem.spi.Values;
import dev.xylem.store.ConflictException;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Session;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running program: its store, its graph and its effects. Generated programs extend it by what is typed. Thread-safe.
 *
 * @param <T> the program's transaction
 */
public abstract class Program<T extends Tx> implements AutoCloseable {
    /** How often a commit is tried again after a conflict with others. */
    private static final int ATTEMPTS = 64;

    private final Graph graph;
    private final EffectLog log;
    private final Upstream upstream;
    private final Store store;
    private final Session owner;
    private final Function<Operations, T> transactions;
    private final LaterCommits<T> later;
    private final Exporter.Program exported;
    private @Nullable Thread effectThread;
    private @Nullable EffectTurns effectTurns;
    private volatile boolean closed;

    /** For generated subclasses, which call {@link #begin} next. */
    protected Program(Setup<T, ?> setup, Graph graph, EffectLog log, Function<Operations, T> transactions) {
        this.graph = graph;
        this.log = log;
        this.transactions = transactions;
        this.later = new LaterCommits<>(setup.effects(), writes -> commitNow(writes));
        this.upstream = setup.upstream();
        Store.Builder builder = Store.builder(setup.access())
                .cycle(upstream.around(graph))
                .home(setup.home())
                .owned(graph.published())
                .constants(graph.constants());
        if (setup.clockOrNull() != null) {
            builder.clock(setup.clockOrNull());
        }
        if (setup.quotasOrNull() != null) {
            builder.quotas(setup.quotasOrNull());
        }
        if (setup.logOrNull() != null) {
            builder.log(setup.logOrNull());
        }
        this.store = builder.build();
        this.owner = store.owner();
        this.exported = new Exported(store, new NamedValues(graph, store));
    }

    /**
     * Seeds the store and runs the first cycle in one commit, then starts the effects.
     *
     * @throws CommitRefusedException with everything that is missing or wrong; the program is closed then
     */
    protected final void begin(Setup<T, ?> setup) {
        Acknowledgements<T> acknowledgements = new Acknowledgements<>(graph, store, later);
        graph.afterCommit(
                acknowledgements.none()
                        ? later::runDirect
                        : () -> {
                            acknowledgements.look();
                            later.runDirect();
                        });
        try {
            attempt(transaction -> {
                seed(transaction, setup.seeds());
                T tx = transactions.apply(transaction);
                setup.initialWrites().forEach(writes -> writes.accept(tx));
                upstream.seed(transaction);
                transaction.commit();
            });
            if (!graph.started()) {
                store.runCycle();
            }
        } catch (RuntimeException e) {
            abandon();
            throw e;
        } catch (RefusedException e) {
            abandon();
            throw new CommitRefusedException(e.problems());
        } catch (StoreException e) {
            abandon();
            throw new IllegalStateException("the store refused: " + e.getMessage(), e);
        }
        Executor executor = setup.effects().executor();
        if (executor != null) {
            effectTurns = new EffectTurns(executor, graph.effects(), log, later::runOne, log.holdings()::close);
            graph.effects().serveIn(effectTurns);
        } else if (!setup.effects().immediate()) {
            Thread thread = new Thread(this::runEffects, "xylem-effects");
            thread.setDaemon(true);
            effectThread = thread;
            thread.start();
        }
        upstream.started(store);
    }

    private void end() {
        upstream.close();
        store.close();
    }

    private void runEffects() {
        graph.effects().serve(later::runOne);
        log.holdings().close();
    }

    private void abandon() {
        end();
        log.holdings().close();
    }

    private void seed(Transaction transaction, Map<Path, byte[]> seeds) {
        try {
            for (Map.Entry<Path, byte[]> seed : seeds.entrySet()) {
                if (!graph.folds().remember(seed.getKey(), seed.getValue())) {
                    transaction.write(seed.getKey(), seed.getValue());
                }
            }
        } catch (StoreException e) {
            throw new Tx.StoreFailure(e);
        }
    }

    /**
     * Commits what the lambda writes, atomically. Its values are visible when this returns; effects follow. The lambda may run
     * again after a conflict with another commit, so it should do nothing but write.
     *
     * @throws CommitRefusedException when the commit was refused; it carries every problem, and nothing has changed
     * @throws IllegalStateException inside an effect, where {@link #commitLater} is the way; when the program is closed; or
     *     when conflicts or the store itself prevented the commit
     */
    public final void commit(Consumer<? super T> writes) {
        Objects.requireNonNull(writes, "writes");
        if (graph.insideCommit() || graph.effects().onEffectThread()) {
            throw new IllegalStateException("commit was called inside an effect; call commitLater there");
        }
        try {
            graph.awaitReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the effects of earlier commits were running", e);
        }
        commitNow(writes);
    }

    /**
     * Queues a commit and returns at once; the only way to commit from inside an effect. Queued commits run one after the
     * other on the effect executor.
     *
     * @return completes when the values are visible, or fails as {@link #commit} would throw
     */
    public final CompletionStage<Void> commitLater(Consumer<? super T> writes) {
        Objects.requireNonNull(writes, "writes");
        CompletionStage<Void> stage = later.add(writes);
        if (!graph.insideCommit()) {
            later.runDirect();
        }
        graph.effects().wake();
        return stage;
    }

    /**
     * Says what a commit would do if it came now, and does nothing: no value changes, no effect runs, nothing is counted as
     * refused. Functions of parts run, as in a cycle. Waits for a commit that is under way.
     *
     * @param writes as for {@link #commit}
     * @throws IllegalStateException inside a commit; when the program is closed; or when the store refused a request
     */
    public final DryRun dryRun(Consumer<? super T> writes) {
        Objects.requireNonNull(writes, "writes");
        AtomicReference<DryRun> result = new AtomicReference<>(Rehearsal.nothing());
        try {
            untilNoConflict(() -> attempt(transaction -> {
                writes.accept(transactions.apply(transaction));
                transaction.rehearse(proposal -> result.set(Rehearsal.of(graph, proposal)));
            }));
        } catch (CommitRefusedException e) {
            return new DryRun(e.problems(), List.of(), List.of(), List.of(), List.of());
        }
        return Objects.requireNonNull(result.get());
    }

    private void commitNow(Consumer<? super T> writes) {
        untilNoConflict(() -> upstream.commit(before -> attempt(transaction -> {
            before.write(transaction);
            writes.accept(transactions.apply(transaction));
            transaction.commit();
        })));
    }

    private void untilNoConflict(Attempt body) {
        if (closed) {
            throw new IllegalStateException("the program is closed");
        }
        ConflictException conflict = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                body.run();
                return;
            } catch (ConflictException e) {
                conflict = e;
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException(
                "the commit conflicted " + ATTEMPTS + " times with others: "
                        + Objects.requireNonNull(conflict).getMessage(),
                conflict);
    }

    private void attempt(Body body) throws ConflictException {
        try (Transaction transaction = owner.begin()) {
            body.run(transaction);
        } catch (ConflictException e) {
            throw e;
        } catch (RefusedException e) {
            throw new CommitRefusedException(e.problems());
        } catch (Tx.StoreFailure e) {
            throw new IllegalStateException("the store refused: " + e.answer.getMessage(), e.answer);
        } catch (StoreException e) {
            throw new IllegalStateException("the store refused: " + e.getMessage(), e);
        }
    }

    /**
     * Says in some lines of text what is known of a value or an effect: its present value, where it comes from, what depends
     * on it, in which commit it was written and by whom. Secrets are masked.
     *
     * @param name such as {@code balloon.goalKiB}
     * @throws IllegalArgumentException when there is none of that name; the message proposes the nearest
     */
    public final String explain(String name) {
        return Explain.of(graph, store, name);
    }

    /** The program as exports see it: its store, and its values by their names. */
    public final Exporter.Program exported() {
        return exported;
    }

    /** The store, for what no part declares. */
    public final Store store() {
        return store;
    }

    /**
     * Why the program stays with older values than its store has, or could not publish there (rule 4). Always empty where the
     * store is the program's own, which refuses what cannot be.
     */
    public final List<Problem> problems() {
        return upstream.problems();
    }

    /** How many effects and subscribers have thrown since the start. */
    public final long effectFailures() {
        return log.failures();
    }

    /** What may have to be done again. */
    private interface Attempt {
        void run() throws ConflictException;
    }

    /** What is done with a transaction. */
    private interface Body {
        void run(Transaction transaction) throws StoreException;
    }

    private interface Waiting {
        void waitFor() throws InterruptedException;
    }

    private static void uninterrupted(Waiting waiting) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Exported(Store store, Values values) implements Exporter.Program {}

    /**
     * Ends the program: no commit begins any more, the store is closed, the effects that are due run, and what effects hold is
     * closed, what was declared last first. Waits for the effects
     * unless called by one of them. Idempotent.
     */
    @Override
    public final void close() {
        closed = true;
        later.close();
        upstream.close();
        // First, so that no session commits when no one runs its effects any more.
        store.close();
        graph.effects().close();
        boolean inside = graph.effects().onEffectThread();
        EffectTurns turns = effectTurns;
        if (turns != null) {
            turns.end();
            if (!inside) {
                uninterrupted(turns::await);
            }
            return;
        }
        Thread thread = effectThread;
        if (thread == null) {
            log.holdings().close();
        } else if (!inside) {
            uninterrupted(thread::join);
        }
    }
}
