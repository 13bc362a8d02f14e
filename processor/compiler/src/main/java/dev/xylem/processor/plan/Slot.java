package dev.xylem.processor.plan;

import dev.xylem.processor.model.FixedValue;
import dev.xylem.processor.model.Fold;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A place for a value.
 *
 * @param index its number; inputs first, then derived values in the order of evaluation
 * @param nodes the nodes that it serves: one, or several inputs that are bound to one path
 * @param sources for derived values the slot that each parameter reads
 * @param name unique in the program and a Java identifier: {@code balloon_goalKiB}
 * @param array the kind of array that holds it where values are stored in arrays
 * @param fresh whether its staged value is read only in cycles that have computed it; then it has an array apart, whose
 *     published and staged versions may change places
 * @param place its index in that array
 */
public record Slot(
        int index,
        List<Graph.Node> nodes,
        List<Integer> sources,
        String name,
        ArrayKind array,
        boolean fresh,
        int place) {
    public Slot {
        nodes = List.copyOf(nodes);
        sources = List.copyOf(sources);
    }

    /** The first node, which stands for all. */
    public Graph.Node node() {
        return nodes.get(0);
    }

    /** The name of the array that holds it where values are stored in arrays: {@code ints}, {@code freshInts}. */
    public String field() {
        return array.field(fresh);
    }

    /** The name in reports. */
    public String shown() {
        return node().shown();
    }

    /** The value as declared. */
    public Value value() {
        return node().value();
    }

    /** Whether it is an input. */
    public boolean input() {
        return value() instanceof Value.Input;
    }

    /** What makes it state, absent for all others. */
    public Optional<Fold> fold() {
        return value() instanceof Value.Derived derived ? derived.fold() : Optional.empty();
    }

    /** What makes it a constant, absent for all others. */
    public Optional<FixedValue> constant() {
        return value() instanceof Value.Derived derived ? derived.constant() : Optional.empty();
    }

    /** The slots whose change makes a fold start again. */
    public List<Integer> resets() {
        return fold().map(f -> f.resets().stream().map(sources::get).toList()).orElse(List.of());
    }

    /** Whether it is written back to the store. */
    public boolean published() {
        return value() instanceof Value.Derived derived && derived.publish().isPresent();
    }
}
