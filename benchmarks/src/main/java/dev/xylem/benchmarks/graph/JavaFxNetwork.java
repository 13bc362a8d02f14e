package dev.xylem.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** A graph of JavaFX: properties and bindings, observed by change listeners. */
final class JavaFxNetwork implements Library.Network {
    private final List<ObjectProperty<Object>> sources = new ArrayList<>();

    /** Bindings are weakly held by what they depend on. */
    private final List<ObservableValue<Object>> values = new ArrayList<>();

    JavaFxNetwork(Shape shape, Tally tally) {
        for (int i = 0; i < shape.sources(); i++) {
            ObjectProperty<Object> source = new SimpleObjectProperty<>(0);
            sources.add(source);
            values.add(source);
        }
        for (Shape.Node node : shape.nodes()) {
            List<ObservableValue<Object>> inputs = Library.pick(values, node.inputs());
            Observable[] dependencies = inputs.toArray(Observable[]::new);
            if (inputs.size() == 1) {
                ObservableValue<Object> input = inputs.get(0);
                values.add(Bindings.createObjectBinding(() -> node.one().apply(input.getValue()), dependencies));
            } else {
                values.add(Bindings.createObjectBinding(
                        () -> {
                            Object[] arguments = new Object[inputs.size()];
                            for (int i = 0; i < arguments.length; i++) {
                                arguments[i] = inputs.get(i).getValue();
                            }
                            return node.many().apply(arguments);
                        },
                        dependencies));
            }
        }
        Consumer<Object> observer = Library.observer(tally);
        for (int effect : shape.effects()) {
            values.get(effect).addListener((observable, before, after) -> observer.accept(after));
        }
    }

    @Override
    public void write(int[] written, int[] changed) {
        for (int i = 0; i < written.length; i++) {
            sources.get(written[i]).setValue(changed[i]);
        }
    }
}
