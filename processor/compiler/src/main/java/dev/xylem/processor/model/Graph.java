package dev.xylem.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * The values and effects of an application with every parameter resolved. It has no cycle; nodes stand in the order of
 * declaration (use by use), which is not an order of evaluation.
 *
 * @param nodes the values; the index of a node is its place in this list
 * @param effects the effects in the order in which they run
 */
public record Graph(List<Node> nodes, List<EffectNode> effects) {
    public Graph {
        nodes = List.copyOf(nodes);
        effects = List.copyOf(effects);
    }

    /**
     * A value of a use of a part. Two inputs bound to one path are two nodes with equal paths, types and defaults.
     *
     * @param index its place in {@link Graph#nodes}
     * @param use the use it belongs to
     * @param value the value
     * @param path of inputs and published values: the normalised path, base applied; relative (no leading slash) below the
     *     home of the program, absolute elsewhere
     * @param arguments of derived values: the index of the node that each parameter reads
     */
    public record Node(int index, PartUse use, Value value, Optional<String> path, List<Integer> arguments) {
        public Node {
            arguments = List.copyOf(arguments);
        }

        /** The name in reports: {@code balloon.goalKiB}. */
        public String shown() {
            return use.name() + "." + value.name();
        }
    }

    /**
     * An effect of a use of a part.
     *
     * @param index its place in {@link Graph#effects}
     * @param arguments the index of the node that each parameter reads
     */
    public record EffectNode(int index, PartUse use, EffectMethod effect, List<Integer> arguments) {
        public EffectNode {
            arguments = List.copyOf(arguments);
        }
    }
}
