package dev.xylem.graph;

import dev.xylem.Change;
import dev.xylem.Subscription;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.UnixAccess;
import dev.xylem.value.Encode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program of the shape that the processor generates, written by hand over {@link FixtureGraph}: {@code sum = x + y} is
 * published, {@code tens = sum / 10} stops most changes, {@code key} is a secret that {@code locked} depends on.
 */
final class Fixture extends Program<Fixture.FixtureTx> {
    static final String HOME = "/local/domain/0";
    static final int X = 0;
    static final int Y = 1;
    static final int KEY = 2;
    static final int SUM = 3;
    static final int TENS = 4;
    static final int LOCKED = 5;
    private static final String TABLE = """
            REQUIRED\tp.x\tlong\t\tin/x\t\tinput in/x\tThe left operand.\t
            DEFAULTED\tp.y\tlong\t\tin/y\t\tinput in/y\t\t5
            OPTIONAL\tp.key\tString\tsecret\tin/key\t\tinput in/key\t\t
            DERIVED\tp.sum\tlong\t\tout/sum\t0,1\tp.sum(x, y)\t\t
            DERIVED\tp.tens\tlong\t\t\t3\tp.tens(sum)\t\t
            DERIVED\tp.locked\tboolean\t\t\t2\tp.locked(key)\t\t
            EFFECT\tp.onSum\tvoid\t\t\t3\tp.onSum(sum)\t\t
            EFFECT\tp.onTens\tvoid\t\t\t4\tp.onTens(tens)\t\t
            """;

    final FixtureGraph graph;

    private Fixture(FixtureSetup setup, FixtureGraph graph, EffectLog log) {
        super(setup, graph, log, operations -> new FixtureTx(graph, operations));
        this.graph = graph;
    }

    static FixtureSetup builder() {
        return new FixtureSetup();
    }

    Object value(int slot) {
        graph.state().acquire();
        return graph.get(graph.state(), slot);
    }

    State frozen() {
        return graph.state().frozen();
    }

    Object value(State state, int slot) {
        return graph.get(state, slot);
    }

    Subscription onChange(int slot, Consumer<? super Change<Long>> listener) {
        return graph.<Long>subscribe(slot, listener);
    }

    /** The writes of a commit. */
    static final class FixtureTx extends Tx {
        FixtureTx(Graph graph, Operations operations) {
            super(graph, operations);
        }

        FixtureTx x(long value) {
            write(X, () -> Encode.of(value));
            return this;
        }

        FixtureTx y(long value) {
            write(Y, () -> Encode.of(value));
            return this;
        }

        FixtureTx key(String value) {
            write(KEY, () -> Encode.of(value));
            return this;
        }

        /** Writes bytes that may be no value. */
        FixtureTx raw(int slot, String text) {
            write(slot, () -> Encode.of(text));
            return this;
        }

        FixtureTx without(int slot) {
            clear(slot);
            return this;
        }
    }

    /** Builds the program; effects note what they saw. */
    static final class FixtureSetup extends Setup<FixtureTx, FixtureSetup> {
        final List<String> effects = Collections.synchronizedList(new ArrayList<>());
        private Consumer<String> during = effect -> {};
        private Consumer<String> evaluating = name -> {};

        FixtureSetup() {
            super(new UnixAccess(1000), HOME);
        }

        /** What effects do after they noted themselves, such as {@code onSum 7}. */
        FixtureSetup during(Consumer<String> action) {
            during = action;
            return this;
        }

        /** What derived methods do before they compute; gets their names. */
        FixtureSetup evaluating(Consumer<String> action) {
            evaluating = action;
            return this;
        }

        @Override
        protected FixtureSetup self() {
            return this;
        }

        Fixture start() {
            EffectLog log = effectLog();
            FixtureGraph graph =
                    FixtureGraph.create(Table.parse(TABLE), Path.of(HOME), effects(), log, evaluating, effect -> {
                        effects.add(effect);
                        during.accept(effect);
                    });
            Fixture program = new Fixture(this, graph, log);
            program.begin(this);
            return program;
        }
    }
}
