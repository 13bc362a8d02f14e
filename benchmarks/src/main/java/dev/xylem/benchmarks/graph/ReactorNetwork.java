package dev.xylem.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A graph of Reactor: sinks, {@code map} and {@code combineLatest}, published where several read. */
final class ReactorNetwork implements Library.Network {
    private final List<Sinks.Many<Object>> sources = new ArrayList<>();
    private final List<Disposable> observers = new ArrayList<>();

    ReactorNetwork(Shape shape, Tally tally) {
        int[] readers = Library.readers(shape);
        List<Flux<Object>> values = new ArrayList<>();
        for (int i = 0; i < shape.sources(); i++) {
            Sinks.Many<Object> source = Sinks.unsafe().many().multicast().directBestEffort();
            sources.add(source);
            values.add(source.asFlux().distinctUntilChanged());
        }
        for (Shape.Node node : shape.nodes()) {
            List<Flux<Object>> inputs = Library.pick(values, node.inputs());
            Flux<Object> value = (inputs.size() == 1
                            ? inputs.get(0).map(node.one())
                            : Flux.combineLatest(inputs, node.many()))
                    .distinctUntilChanged();
            int count = readers[values.size()];
            values.add(count > 1 ? value.publish().autoConnect(count) : value);
        }
        for (int effect : shape.effects()) {
            observers.add(values.get(effect).subscribe(Library.observer(tally)));
        }
        for (Sinks.Many<Object> source : sources) {
            source.emitNext(0, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    @Override
    public void write(int[] written, int[] values) {
        for (int i = 0; i < written.length; i++) {
            sources.get(written[i]).emitNext(values[i], Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
