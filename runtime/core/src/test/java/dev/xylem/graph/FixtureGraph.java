package dev.xylem.graph;

import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.value.Decode;
import dev.xylem.value.Encode;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the processor would generate for {@link Fixture}, in boxes. */
final class FixtureGraph extends Graph {
    /** All values in an array. */
    private static final class Values extends State {
        final @Nullable Object[] values;

        Values(@Nullable Object[] values) {
            this.values = values;
        }

        @Override
        protected State duplicate() {
            return new Values(values.clone());
        }
    }

    /** The values of a commit that its effects get. */
    private static final class Due extends Frame {
        private final Table table;
        private final Consumer<String> effects;
        private @Nullable Object[] values = {};

        Due(EffectLog log, Table table, Consumer<String> effects) {
            super(log);
            this.table = table;
            this.effects = effects;
        }

        @Override
        protected void run(long due) {
            for (int effect = 0; effect < table.effects().size(); effect++) {
                if ((due & 1L << effect) != 0) {
                    Table.Row row = table.effects().get(effect);
                    try {
                        effects.accept(row.name().substring(2) + " " + values[row.sources()[0]]);
                    } catch (Throwable e) {
                        failed(row.name(), e);
                    }
                }
            }
        }
    }

    private final Values now;
    private final @Nullable Object[] staged;
    private final Consumer<String> evaluating;
    private final EffectQueue<Due> queue;

    private FixtureGraph(Table table, Path home, EffectQueue<Due> queue, EffectLog log, Consumer<String> evaluating) {
        super(table, home, queue, log);
        this.queue = queue;
        this.evaluating = evaluating;
        this.now = new Values(new Object[table.size()]);
        this.staged = new Object[table.inputs()];
    }

    static FixtureGraph create(
            Table table, Path home, Effects how, EffectLog log, Consumer<String> evaluating, Consumer<String> effects) {
        EffectQueue<Due> queue = new EffectQueue<>(how, log, l -> new Due(l, table, effects));
        return new FixtureGraph(table, home, queue, log, evaluating);
    }

    @Override
    protected void stage(int input, byte @Nullable [] text) {
        staged[input] = input == Fixture.KEY
                ? Optional.ofNullable(text).map(Decode::toText)
                : (Object) Decode.toLong(text == null ? new byte[0] : text);
    }

    @Override
    protected void cycle(Proposal proposal) throws RefusedException {
        @Nullable Object[] values = now.values.clone();
        boolean[] changed = new boolean[values.length];
        for (int slot = 0; slot < staged.length; slot++) {
            changed[slot] = !Same.same(values[slot], staged[slot]);
            values[slot] = staged[slot];
        }
        for (int slot = staged.length; slot < values.length; slot++) {
            for (int source : table().value(slot).sources()) {
                changed[slot] |= changed[source];
            }
            if (changed[slot]) {
                values[slot] = evaluate(slot, values);
                changed[slot] = !Same.same(values[slot], now.values[slot]);
            }
        }
        if (changed[Fixture.SUM]) {
            publish(proposal, Fixture.SUM, encode(Fixture.SUM, values[Fixture.SUM]));
        }
        long number = proposal.number();
        proposal.accept();
        now.open(number);
        System.arraycopy(values, 0, now.values, 0, values.length);
        now.close(number);
        long due = (changed[Fixture.SUM] ? 1 : 0) | (changed[Fixture.TENS] ? 2 : 0);
        if (due != 0) {
            submit(due, number);
        }
    }

    private void submit(long due, long number) {
        Due frame = queue.claim();
        frame.values = now.values.clone();
        queue.submit(frame, due, number);
    }

    @Override
    protected void restore() {
        System.arraycopy(now.values, 0, staged, 0, staged.length);
    }

    @Override
    protected State state() {
        return now;
    }

    @Override
    protected @Nullable Object staged(int input) {
        return staged[input];
    }

    @Override
    protected @Nullable Object get(State state, int slot) {
        return ((Values) state).values[slot];
    }

    @Override
    protected void put(int slot, @Nullable Object value) {
        now.values[slot] = value;
    }

    @Override
    protected Object evaluate(int slot, @Nullable Object[] values) {
        String name = table().value(slot).name();
        evaluating.accept(name);
        return switch (slot) {
            case Fixture.SUM -> Math.addExact(number(values, Fixture.X), number(values, Fixture.Y));
            case Fixture.TENS -> number(values, Fixture.SUM) / 10;
            case Fixture.LOCKED ->
                Refs.<Optional<String>>at(values, Fixture.KEY).isPresent();
            default -> throw new AssertionError(name);
        };
    }

    private static long number(@Nullable Object[] values, int slot) {
        return Refs.<Long>at(values, slot);
    }

    @Override
    protected byte[] encode(int slot, @Nullable Object value) {
        return Encode.of(Refs.<Long>as(value));
    }

    @Override
    protected void everyEffect(long commit) {
        submit(3, commit);
    }
}
