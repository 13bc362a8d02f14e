package dev.xylem.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A graph as data, from which a library builds its own: the workloads as libraries get them.
 *
 * @param sources how many writable values there are; their numbers come first
 * @param nodes the derived values in an order of evaluation
 * @param effects the numbers of the values that are observed
 * @param writes how many sources one update writes
 * @param update what it writes
 */
record Shape(int sources, List<Node> nodes, List<Integer> effects, int writes, Update update) {
    /**
     * A derived value: one function of a single value, or another of several.
     *
     * @param inputs the numbers of what it reads
     */
    record Node(List<Integer> inputs, Function<Object, Object> one, Function<Object[], Object> many) {}

    /** Says what an update writes. */
    interface Update {
        /**
         * Fills in the sources and their new values.
         *
         * @param count the number of the update
         * @param value a value that differs from one update to the next
         */
        void of(int count, int value, int[] sources, int[] values);
    }

    /** All workloads that libraries are measured with. */
    static final List<String> NAMES = List.of(
            "diamond",
            "same",
            "triangle",
            "unstable",
            "avoidable",
            "broad50",
            "deep50",
            "deep1000",
            "batch",
            "mux100",
            "wide1000",
            "sparse10k",
            "cellx1000");

    /** The workload of a name. */
    static Shape of(String name) {
        return switch (name) {
            case "diamond" -> diamond((count, value, sources, values) -> values[0] = value);
            case "same" -> diamond((count, value, sources, values) -> values[0] = 7);
            case "triangle" -> triangle();
            case "unstable" -> unstable();
            case "avoidable" -> avoidable();
            case "broad50" -> broad();
            case "deep50" -> deep(50);
            case "deep1000" -> deep(1000);
            case "batch" -> batch();
            case "mux100" -> mux();
            case "wide1000" -> wide();
            case "sparse10k" -> sparse();
            case "cellx1000" -> cellx(1000);
            default -> throw new IllegalArgumentException(name.toLowerCase(Locale.ROOT));
        };
    }

    private static Shape single(List<Node> nodes, List<Integer> effects) {
        return new Shape(1, nodes, effects, 1, (count, value, sources, values) -> values[0] = value);
    }

    private static Node plus(int input, int more) {
        return new Node(List.of(input), x -> (int) x + more, Shape::sum);
    }

    private static Node sumOf(List<Integer> inputs) {
        return new Node(inputs, x -> x, Shape::sum);
    }

    private static Object sum(Object[] values) {
        int sum = 0;
        for (Object value : values) {
            sum += (int) value;
        }
        return sum;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static Shape diamond(Update update) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            nodes.add(plus(0, i + 1));
        }
        nodes.add(sumOf(range(1, 6)));
        return new Shape(1, nodes, List.of(6), 1, update);
    }

    private static Shape triangle() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            nodes.add(plus(i, 1));
        }
        nodes.add(sumOf(range(0, 10)));
        return single(nodes, List.of(10));
    }

    private static Shape unstable() {
        return single(
                List.of(
                        new Node(List.of(0), x -> 2 * (int) x, Shape::sum),
                        new Node(List.of(0), x -> -(int) x, Shape::sum),
                        new Node(List.of(0, 1, 2), x -> x, values -> {
                            int sum = 0;
                            for (int i = 0; i < 20; i++) {
                                sum += (int) values[((int) values[0] & 1) != 0 ? 1 : 2];
                            }
                            return sum;
                        })),
                List.of(3));
    }

    private static Shape avoidable() {
        return single(
                List.of(plus(0, 0), new Node(List.of(1), x -> 0, Shape::sum), plus(2, 1), plus(3, 2), plus(4, 3)),
                List.of(5));
    }

    private static Shape broad() {
        List<Node> nodes = new ArrayList<>();
        List<Integer> effects = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            nodes.add(plus(0, i));
            nodes.add(plus(1 + 2 * i, 1));
            effects.add(2 + 2 * i);
        }
        return single(nodes, effects);
    }

    private static Shape deep(int length) {
        return single(range(0, length).stream().map(i -> plus(i, 1)).toList(), List.of(length));
    }

    private static Shape batch() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            nodes.add(plus(i, 1));
        }
        nodes.add(sumOf(range(10, 20)));
        return new Shape(10, nodes, List.of(20), 10, (count, value, sources, values) -> {
            for (int i = 0; i < 10; i++) {
                sources[i] = i;
                values[i] = value + i;
            }
        });
    }

    private static Update rotating(int sources) {
        return (count, value, written, values) -> {
            written[0] = Math.floorMod(count, sources);
            values[0] = value;
        };
    }

    private static Shape mux() {
        List<Node> nodes = new ArrayList<>();
        List<Integer> effects = new ArrayList<>();
        nodes.add(new Node(range(0, 100), x -> x, values -> values.clone()));
        for (int i = 0; i < 100; i++) {
            int index = i;
            nodes.add(new Node(List.of(100), packed -> ((Object[]) packed)[index], Shape::sum));
            nodes.add(plus(101 + 2 * i, 1));
            effects.add(102 + 2 * i);
        }
        return new Shape(100, nodes, effects, 1, rotating(100));
    }

    private static Shape wide() {
        return new Shape(1000, List.of(sumOf(range(0, 1000))), List.of(1000), 1, rotating(1000));
    }

    private static Shape sparse() {
        List<Node> nodes = new ArrayList<>();
        for (int row = 0; row < 9; row++) {
            for (int i = 0; i < 1000; i++) {
                nodes.add(sumOf(List.of(1000 * row + i, 1000 * row + (i + 1) % 1000)));
            }
        }
        return new Shape(1000, nodes, range(9000, 10_000), 1, rotating(1000));
    }

    private static Shape cellx(int layers) {
        List<Node> nodes = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            int former = 4 * layer;
            nodes.add(plus(former + 1, 0));
            nodes.add(new Node(List.of(former, former + 2), x -> x, v -> (int) v[0] - (int) v[1]));
            nodes.add(sumOf(List.of(former + 1, former + 3)));
            nodes.add(plus(former + 2, 0));
        }
        return new Shape(4, nodes, range(4 * layers, 4 * layers + 4), 4, (count, value, sources, values) -> {
            for (int i = 0; i < 4; i++) {
                sources[i] = i;
                values[i] = (count & 1) == 0 ? i + 1 : 4 - i;
            }
        });
    }
}
