package dev.xylem.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import nz.sodium.Cell;
import nz.sodium.CellSink;
import nz.sodium.Listener;
import nz.sodium.Transaction;

/** A graph of Sodium: cells, {@code map} and {@code lift}; several values are collected by a tree of lifts. */
final class SodiumNetwork implements Library.Network {
    private final List<CellSink<Object>> sources = new ArrayList<>();
    private final List<Listener> observers = new ArrayList<>();

    SodiumNetwork(Shape shape, Tally tally) {
        List<Cell<Object>> values = new ArrayList<>();
        Transaction.runVoid(() -> {
            for (int i = 0; i < shape.sources(); i++) {
                CellSink<Object> source = new CellSink<>(0);
                sources.add(source);
                values.add(source);
            }
            for (Shape.Node node : shape.nodes()) {
                List<Cell<Object>> inputs = Library.pick(values, node.inputs());
                values.add(
                        switch (inputs.size()) {
                            case 1 -> inputs.get(0).map(node.one()::apply);
                            case 2 ->
                                inputs.get(0)
                                        .lift(
                                                inputs.get(1),
                                                (a, b) -> node.many().apply(new Object[] {a, b}));
                            case 3 ->
                                inputs.get(0)
                                        .lift(
                                                inputs.get(1),
                                                inputs.get(2),
                                                (a, b, c) -> node.many().apply(new Object[] {a, b, c}));
                            default -> collected(inputs).map(node.many()::apply);
                        });
            }
            for (int effect : shape.effects()) {
                observers.add(values.get(effect).listen(Library.observer(tally)::accept));
            }
        });
    }

    private static Cell<Object[]> collected(List<Cell<Object>> inputs) {
        if (inputs.size() == 1) {
            return inputs.get(0).map(value -> new Object[] {value});
        }
        int middle = inputs.size() / 2;
        return collected(inputs.subList(0, middle))
                .lift(collected(inputs.subList(middle, inputs.size())), SodiumNetwork::joined);
    }

    private static Object[] joined(Object[] left, Object[] right) {
        Object[] both = new Object[left.length + right.length];
        System.arraycopy(left, 0, both, 0, left.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    @Override
    public void write(int[] written, int[] values) {
        if (written.length == 1) {
            sources.get(written[0]).send(values[0]);
            return;
        }
        Transaction.runVoid(() -> {
            for (int i = 0; i < written.length; i++) {
                sources.get(written[i]).send(values[i]);
            }
        });
    }
}
