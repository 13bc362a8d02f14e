package dev.xylem.graph;

import dev.xylem.Change;
import dev.xylem.Problem;
import dev.xylem.Subscription;
import dev.xylem.family.Keyed;
import dev.xylem.store.CommitLostException;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import dev.xylem.value.ValueException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frame around the generated cycle of a program: finds which inputs a commit touched, has them decoded, and turns what
 * goes wrong into a refusal with every problem named. {@link #run} is called under the commit lock.
 *
 * <p>A generated subclass has two planes. The fast one ({@link #stage}, {@link #cycle}) is typed and runs for every commit.
 * The boxed one ({@link #evaluate} and the methods around it) goes value by value and serves the first cycle, diagnosis and
 * explanation.
 */
public abstract class Graph implements Cycle {
    private final Table table;
    private final Path home;
    private final Path[] paths;
    private final SlotTable inputs;
    private final TreeInputs trees;
    private final EffectQueue<?> effects;
    private final Subscriptions subscriptions;
    private final Folds folds;
    private final Keys keys;
    private volatile @Nullable Thread committing;
    private volatile boolean started;
    private volatile @Nullable Runnable afterCommit;

    /** For generated subclasses. */
    @SuppressWarnings("this-escape") // The folds and keys only keep it.
    protected Graph(Table table, Path home, EffectQueue<?> effects, EffectLog log) {
        this.table = table;
        this.home = home;
        this.effects = effects;
        this.paths = new Path[table.size()];
        @Nullable Path[] nodes = new Path[table.inputs()];
        @Nullable Path[] directories = new Path[table.inputs()];
        for (int slot = 0; slot < paths.length; slot++) {
            Table.Row row = table.value(slot);
            paths[slot] = row.path().isEmpty() ? Path.ROOT : resolve(row.path(), home);
            if (slot < nodes.length) {
                (row.kind() == Table.Kind.TREE ? directories : nodes)[slot] = paths[slot];
            }
        }
        this.inputs = new SlotTable(nodes);
        this.trees = new TreeInputs(directories);
        this.folds = new Folds(this, table);
        this.subscriptions = new Subscriptions(table.size(), effects, log);
        this.keys = new Keys(this, table, effects, log);
    }

    private static Path resolve(String text, Path home) {
        try {
            return Path.parse(text, home);
        } catch (StoreException e) {
            throw new IllegalArgumentException("the path " + text + " of a value: " + e.getMessage(), e);
        }
    }

    // The fast plane.

    /**
     * Decodes the text of an input, null where the node is absent and the input optional, into its staged value, and marks it
     * if it differs from the published one.
     *
     * @throws ValueException when the text is no value, or none that the constraints allow
     */
    protected abstract void stage(int input, byte @Nullable [] text);

    /** The same for an input made of a directory; generated where there is one. */
    protected void stageTree(int input, TreeReading directory) {
        throw new IndexOutOfBoundsException(input);
    }

    /**
     * Computes what depends on the marked inputs, publishes, accepts, and hands effects over. What a user's method throws
     * comes out as it is.
     *
     * @throws RefusedException from {@link Proposal#accept}
     */
    protected abstract void cycle(Proposal proposal) throws Exception;

    /** Makes staged values equal to the published ones again and removes all marks. */
    protected abstract void restore();

    // The boxed plane.

    /** The published values. */
    protected abstract State state();

    /** The staged value of an input. */
    protected abstract @Nullable Object staged(int input);

    /** The value of a slot in a state. */
    protected abstract @Nullable Object get(State state, int slot);

    /** Stores a value in the published state; called between open and close. */
    protected abstract void put(int slot, @Nullable Object value);

    /** Computes a derived value from the values of its sources. */
    protected abstract @Nullable Object evaluate(int slot, @Nullable Object[] values) throws Exception;

    /** The text of a published value. */
    protected abstract byte[] encode(int slot, @Nullable Object value);

    /** The value of a fold for a text, null where it starts empty; generated where there is one. */
    protected @Nullable Object start(int slot, byte @Nullable [] text) {
        throw new IndexOutOfBoundsException(slot);
    }

    /** Hands over a frame in which every effect is due, with old values equal to the new ones. */
    protected abstract void everyEffect(long commit);

    // For generated code.

    /** Makes a value part of the commit. */
    protected final void publish(Proposal proposal, int slot, byte[] text) {
        proposal.publish(paths[slot], text);
    }

    /** The first value of a fold. */
    protected final @Nullable Object initial(int slot) {
        return folds.initial(slot);
    }

    // The frame.

    @Override
    public final void run(Proposal proposal) throws RefusedException {
        committing = Thread.currentThread();
        try {
            if (started) {
                next(proposal);
            } else {
                first(proposal);
            }
        } finally {
            committing = null;
        }
    }

    private void next(Proposal proposal) throws RefusedException {
        subscriptions.begin(this);
        boolean done = false;
        try {
            List<Problem> problems = new ArrayList<>(0);
            boolean[] failed = stage(proposal, problems);
            if (failed == null) {
                compute(proposal);
                done = true;
                state().serve();
            } else {
                throw new RefusedException(new Diagnosis(this, table).of(failed, problems, null));
            }
        } finally {
            if (!done && state().commit() != proposal.number()) {
                restore();
            }
        }
        subscriptions.end(this, proposal.number());
        keys.end(proposal.number());
    }

    /** Stages every input that a commit touches. Which of them have failed, or null if none has. */
    final boolean @Nullable [] stage(Proposal proposal, List<Problem> problems) {
        boolean[] failed = null;
        for (int i = 0; i < proposal.size(); i++) {
            failed = touch(proposal, i, problems, failed);
            trees.touch(proposal.kind(i), proposal.path(i));
        }
        for (int slot; (slot = trees.next()) >= 0; ) {
            failed = stage(proposal, slot, problems, failed);
        }
        return failed;
    }

    private void compute(Proposal proposal) throws RefusedException {
        try {
            cycle(proposal);
        } catch (RefusedException | CommitLostException e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            if (state().commit() == proposal.number()) {
                throw new IllegalStateException("the cycle failed after its commit was accepted", e);
            }
            throw new RefusedException(new Diagnosis(this, table).of(new boolean[table.size()], new ArrayList<>(), e));
        }
    }

    private boolean @Nullable [] touch(
            Proposal proposal, int change, List<Problem> problems, boolean @Nullable [] failedBefore) {
        boolean[] failed = failedBefore;
        Path path = proposal.path(change);
        int place = inputs.from(path);
        switch (proposal.kind(change)) {
            case WRITTEN -> {
                if (place < inputs.size() && inputs.path(place).equals(path)) {
                    failed = stage(proposal, inputs.slot(place), problems, failed);
                }
            }
            case REMOVED -> {
                for (; place < inputs.size() && inputs.path(place).isWithin(path); place++) {
                    failed = stage(proposal, inputs.slot(place), problems, failed);
                }
            }
            case ACL -> {}
        }
        return failed;
    }

    private boolean @Nullable [] stage(
            Proposal proposal, int slot, List<Problem> problems, boolean @Nullable [] failedBefore) {
        if (failedBefore != null && failedBefore[slot]) {
            return failedBefore;
        }
        Table.Row row = table.value(slot);
        Node node = proposal.node(paths[slot]);
        boolean staged =
                row.kind() == Table.Kind.TREE ? stageTree(row, node, problems) : stageNode(row, node, problems);
        if (staged) {
            return failedBefore;
        }
        boolean[] failed = failedBefore == null ? new boolean[table.size()] : failedBefore;
        failed[slot] = true;
        return failed;
    }

    private boolean stageTree(Table.Row row, @Nullable Node node, List<Problem> problems) {
        int slot = row.slot();
        Object before = started ? get(state(), slot) : null;
        TreeReading reading = new TreeReading(row, node, paths[slot], before, trees.changes(slot), problems);
        try {
            stageTree(slot, reading);
            trees.read(slot, reading.single(), reading.depth());
            return true;
        } catch (TreeReading.NoValue e) {
            return false;
        } catch (ValueException e) {
            problems.add(new Problem(
                    paths[row.slot()].toString(),
                    "(node)",
                    Diagnosis.explained(e.getMessage()) + ", for " + row.name()));
            return false;
        }
    }

    private boolean stageNode(Table.Row row, @Nullable Node node, List<Problem> problems) {
        int slot = row.slot();
        byte[] text = node == null ? row.orElse() : node.value();
        if (text == null && row.kind() == Table.Kind.REQUIRED) {
            problems.add(new Problem(
                    paths[slot].toString(),
                    "(absent)",
                    "required by " + row.name() + " (" + row.type() + "); write it"));
            return false;
        }
        try {
            stage(slot, text);
            return true;
        } catch (ValueException e) {
            problems.add(Diagnosis.refused(row, row.secret(), paths[slot].toString(), Objects.requireNonNull(text), e));
            return false;
        }
    }

    /** Rule 11: the first cycle takes every input, computes every value once and lets every effect run. */
    private void first(Proposal proposal) throws RefusedException {
        List<Problem> problems = new ArrayList<>();
        boolean[] failed = new boolean[table.size()];
        for (int slot = 0; slot < table.inputs(); slot++) {
            stage(proposal, slot, problems, failed);
        }
        folds.begin(proposal, problems, failed);
        Diagnosis diagnosis = new Diagnosis(this, table);
        @Nullable Object[] values = diagnosis.values(failed, problems);
        byte[][] texts = diagnosis.texts(values, failed, problems);
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        for (int slot = table.inputs(); slot < values.length; slot++) {
            if (!table.value(slot).path().isEmpty()) {
                publish(proposal, slot, texts[slot]);
            }
        }
        long number = proposal.number();
        proposal.accept();
        State state = state();
        state.open(number);
        for (int slot = 0; slot < values.length; slot++) {
            put(slot, values[slot]);
        }
        state.close(number);
        state.serve();
        restore();
        started = true;
        everyEffect(number);
    }

    // What the program asks.

    final Table table() {
        return table;
    }

    final Path home() {
        return home;
    }

    final Path path(int slot) {
        return paths[slot];
    }

    /** Whether a slot has a family whose instances are values of single nodes. */
    final boolean singles(int slot) {
        return trees.single(slot);
    }

    final EffectQueue<?> effects() {
        return effects;
    }

    final Folds folds() {
        return folds;
    }

    final Subscriptions subscriptions() {
        return subscriptions;
    }

    /** Calls a listener on the effect executor for every commit that changes the value of a slot; for generated code. */
    public final <V> Subscription subscribe(int slot, Consumer<? super Change<V>> listener) {
        return subscriptions.add(slot, table.value(slot).name(), listener);
    }

    /** The family of a slot, key by key; for generated code. */
    public final <K, V> Keyed<K, V> keyed(int slot) {
        return keys.of(slot);
    }

    final Keys keys() {
        return keys;
    }

    /** The places of the store that the program reads. */
    public final List<DeclaredInput> declared() {
        BitSet sources = new BitSet();
        for (int slot = table.inputs(); slot < table.size(); slot++) {
            if (!table.value(slot).path().isEmpty()) {
                for (int input : Explain.inputs(table, new int[] {slot})) {
                    sources.set(input);
                }
            }
        }
        List<DeclaredInput> declared = new ArrayList<>();
        for (int slot = 0; slot < table.inputs(); slot++) {
            Table.Kind kind = table.value(slot).kind();
            // Whether a request still holds is decided by what the store has.
            boolean read = sources.get(slot) || table.value(slot).acknowledge() != null;
            declared.add(new DeclaredInput(paths[slot], kind == Table.Kind.TREE, kind == Table.Kind.REQUIRED, read));
        }
        return declared;
    }

    /** Those of them that hold constants. */
    final List<Path> constants() {
        List<Path> constants = new ArrayList<>();
        for (int slot = table.inputs(); slot < paths.length; slot++) {
            Table.Row row = table.value(slot);
            if (row.kind() == Table.Kind.CONSTANT && !row.path().isEmpty()) {
                constants.add(paths[slot]);
            }
        }
        return constants;
    }

    /** The paths that belong to the program. */
    public final List<Path> published() {
        List<Path> published = new ArrayList<>();
        for (int slot = table.inputs(); slot < paths.length; slot++) {
            if (!table.value(slot).path().isEmpty()) {
                published.add(paths[slot]);
            }
        }
        return published;
    }

    /** Those of them whose last texts the program goes on from when it starts again. */
    public final List<Path> remembered() {
        List<Path> remembered = new ArrayList<>();
        for (int slot = table.inputs(); slot < paths.length; slot++) {
            Table.Row row = table.value(slot);
            if (row.kind() == Table.Kind.FOLD && !row.path().isEmpty() && !row.existing()) {
                remembered.add(paths[slot]);
            }
        }
        return remembered;
    }

    /** Before the first cycle: takes the text that a store remembers of one of these. */
    public final void remember(Path path, byte[] text) {
        folds.remember(path, text);
    }

    /** Those of them that are written only where their directories are. */
    public final Set<Path> existing() {
        Set<Path> existing = new HashSet<>();
        for (int slot = table.inputs(); slot < paths.length; slot++) {
            if (table.value(slot).existing()) {
                existing.add(paths[slot]);
            }
        }
        return existing;
    }

    /** Whether the calling thread is inside a commit or an effect, where another commit cannot begin. */
    final boolean insideCommit() {
        return Thread.currentThread() == committing;
    }

    /** Whether the first cycle has run. */
    final boolean started() {
        return started;
    }

    final void afterCommit(Runnable action) {
        afterCommit = action;
    }

    @Override
    public final boolean ready() {
        return effects.ready();
    }

    @Override
    public final void awaitReady() throws InterruptedException {
        effects.awaitReady();
    }

    @Override
    public final void whenReady(Runnable once) {
        effects.whenReady(once);
    }

    @Override
    public final void committed() {
        effects.committed();
        Runnable action = afterCommit;
        if (action != null) {
            action.run();
        }
    }
}
