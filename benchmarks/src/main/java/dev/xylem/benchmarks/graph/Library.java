package dev.xylem.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A library that keeps values right. */
enum Library {
    RXJAVA {
        @Override
        Network network(Shape shape, Tally tally) {
            return new RxJavaNetwork(shape, tally);
        }
    },
    REACTOR {
        @Override
        Network network(Shape shape, Tally tally) {
            return new ReactorNetwork(shape, tally);
        }
    },
    SODIUM {
        @Override
        Network network(Shape shape, Tally tally) {
            return new SodiumNetwork(shape, tally);
        }
    },
    JAVAFX {
        @Override
        Network network(Shape shape, Tally tally) {
            return new JavaFxNetwork(shape, tally);
        }
    };

    /** A graph that a library has built; every source is 0 at first. */
    interface Network {
        /** Writes some sources, in one transaction where the library has transactions. */
        void write(int[] sources, int[] values);
    }

    /** Builds a graph whose effects tell the tally. */
    abstract Network network(Shape shape, Tally tally);

    /** Whether a workload ends in reasonable time: without an order of evaluation, cellx takes 1.6^layers evaluations. */
    boolean finishes(String workload) {
        return this == SODIUM || !workload.equals("cellx1000");
    }

    /** A workload on the library. */
    final Workload workload(String name) {
        Shape shape = Shape.of(name);
        Tally tally = new Tally();
        Network network = network(shape, tally);
        int[] sources = new int[shape.writes()];
        int[] values = new int[shape.writes()];
        return new Workload() {
            private int count;

            @Override
            public void set(int value) {
                shape.update().of(count++, value, sources, values);
                network.write(sources, values);
            }

            @Override
            public int result() {
                return tally.last;
            }

            @Override
            public Tally tally() {
                return tally;
            }
        };
    }

    /** How many derived values and effects read each value. */
    static int[] readers(Shape shape) {
        int[] readers = new int[shape.sources() + shape.nodes().size()];
        shape.nodes().forEach(node -> node.inputs().forEach(input -> readers[input]++));
        shape.effects().forEach(effect -> readers[effect]++);
        return readers;
    }

    /** The elements of a list with some indices. */
    static <T> List<T> pick(List<T> from, List<Integer> indices) {
        List<T> picked = new ArrayList<>(indices.size());
        indices.forEach(index -> picked.add(from.get(index)));
        return picked;
    }

    /** What an observer does. */
    static Consumer<Object> observer(Tally tally) {
        return value -> tally.run((int) value);
    }
}
