package dev.xylem.benchmarks.graph;

import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.BehaviorSubject;
import java.util.ArrayList;
import java.util.List;

/** A graph of RxJava 3: subjects, {@code map} and {@code combineLatest}, published where several read. */
final class RxJavaNetwork implements Library.Network {
    private final List<BehaviorSubject<Object>> sources = new ArrayList<>();
    private final List<Disposable> observers = new ArrayList<>();

    RxJavaNetwork(Shape shape, Tally tally) {
        int[] readers = Library.readers(shape);
        List<Observable<Object>> values = new ArrayList<>();
        for (int i = 0; i < shape.sources(); i++) {
            BehaviorSubject<Object> source = BehaviorSubject.createDefault(0);
            sources.add(source);
            values.add(
                    readers[i] > 1
                            ? source.distinctUntilChanged().publish().autoConnect(readers[i])
                            : source.distinctUntilChanged());
        }
        for (Shape.Node node : shape.nodes()) {
            List<Observable<Object>> inputs = Library.pick(values, node.inputs());
            Observable<Object> value = (inputs.size() == 1
                            ? inputs.get(0).map(node.one()::apply)
                            : Observable.combineLatest(inputs, node.many()::apply))
                    .distinctUntilChanged();
            int count = readers[values.size()];
            values.add(count > 1 ? value.publish().autoConnect(count) : value);
        }
        for (int effect : shape.effects()) {
            observers.add(values.get(effect).subscribe(Library.observer(tally)::accept));
        }
    }

    @Override
    public void write(int[] written, int[] values) {
        for (int i = 0; i < written.length; i++) {
            sources.get(written[i]).onNext(values[i]);
        }
    }
}
