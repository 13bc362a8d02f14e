package dev.xylem.store;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of a large directory: a B-tree of shapes, so that a change copies a few short arrays however many children
 * there are. Immutable. Methods recurse over the levels of the B-tree, of which there are at most seven.
 */
final class Branch {
    private static final int MAX = Shape.MAX;
    /** Below this a piece is joined with its neighbour, if both fit well into one. */
    private static final int LOW = MAX / 4;

    /** A run of children. */
    private static final class Run {
        final Shape shape;
        final Node[] nodes;

        Run(Shape shape, Node[] nodes) {
            this.shape = shape;
            this.nodes = nodes;
        }
    }

    /** Runs, or branches of equal height. */
    private final Object[] pieces;
    /** The first name of each piece, as key and text. */
    private final long[] keys;

    private final String[] names;
    /** How many children there are. */
    final int count;
    /** Octets of their names, each with a separator. */
    final int octets;

    private Branch(Object[] pieces, long[] keys, String[] names, int count, int octets) {
        this.pieces = pieces;
        this.keys = keys;
        this.names = names;
        this.count = count;
        this.octets = octets;
    }

    /** A branch of the children of a shape that has become too large. */
    static Branch of(Shape shape, Node[] nodes) {
        return of(split(new Run(shape, nodes)));
    }

    private static Branch of(Object[] pieces) {
        long[] keys = new long[pieces.length];
        String[] names = new String[pieces.length];
        int count = 0;
        int octets = 0;
        for (int i = 0; i < pieces.length; i++) {
            if (pieces[i] instanceof Run run) {
                keys[i] = run.shape.keys[0];
                names[i] = run.shape.names[0];
                count += run.nodes.length;
                octets += run.shape.octets;
            } else {
                Branch branch = (Branch) pieces[i];
                keys[i] = branch.keys[0];
                names[i] = branch.names[0];
                count += branch.count;
                octets += branch.octets;
            }
        }
        return new Branch(pieces, keys, names, count, octets);
    }

    /** Where a name is, or would be. */
    private int route(long key, String name) {
        return route(Shape.find(keys, names, key, name));
    }

    private static int route(int found) {
        return found >= 0 ? found : Math.max(0, -2 - found);
    }

    @Nullable
    Node find(Path path, int i) {
        Object at = this;
        while (at instanceof Branch branch) {
            at = branch.pieces[route(Shape.find(branch.keys, branch.names, path, i))];
        }
        Run run = (Run) at;
        int found = run.shape.find(path, i);
        return found < 0 ? null : run.nodes[found];
    }

    @Nullable
    Node find(long key, String name) {
        Object at = this;
        while (at instanceof Branch branch) {
            at = branch.pieces[branch.route(key, name)];
        }
        Run run = (Run) at;
        int found = run.shape.find(key, name);
        return found < 0 ? null : run.nodes[found];
    }

    /** The same children, the one that has the i-th name of a path replaced. */
    Branch replaced(Path path, int i, Node child) {
        int at = route(Shape.find(keys, names, path, i));
        Object piece;
        if (pieces[at] instanceof Run run) {
            piece = new Run(run.shape, Copies.replaced(run.nodes, run.shape.find(path, i), child));
        } else {
            piece = ((Branch) pieces[at]).replaced(path, i, child);
        }
        return new Branch(Copies.replaced(pieces, at, piece), keys, names, count, octets);
    }

    /** One child more, of a name that there is not yet. */
    Branch inserted(long key, String name, Node child) {
        Object[] halves = split(grown(key, name, child));
        return halves.length == 1 ? (Branch) halves[0] : of(halves);
    }

    private Branch grown(long key, String name, Node child) {
        int i = route(key, name);
        Object piece;
        if (pieces[i] instanceof Run run) {
            int at = -1 - run.shape.find(key, name);
            piece = new Run(run.shape.inserted(at, key, name), Copies.inserted(run.nodes, at, child));
        } else {
            piece = ((Branch) pieces[i]).grown(key, name, child);
        }
        Object[] halves = split(piece);
        Object[] changed = Copies.replaced(pieces, i, halves[0]);
        return of(halves.length == 1 ? changed : Copies.inserted(changed, i + 1, halves[1]));
    }

    /** The same children without one that there is; null when none is left. */
    @Nullable
    Branch removed(long key, String name) {
        int i = route(key, name);
        Object piece;
        if (pieces[i] instanceof Run run) {
            int at = run.shape.find(key, name);
            piece = run.nodes.length == 1 ? null : new Run(run.shape.removed(at), Copies.removed(run.nodes, at));
        } else {
            piece = ((Branch) pieces[i]).removed(key, name);
        }
        if (piece == null) {
            return pieces.length == 1 ? null : of(Copies.removed(pieces, i));
        }
        Object[] changed = Copies.replaced(pieces, i, piece);
        if (width(piece) < LOW && changed.length > 1) {
            int left = i == 0 ? 0 : i - 1;
            if (width(changed[left]) + width(changed[left + 1]) <= MAX * 3 / 4) {
                Object joined = joined(changed[left], changed[left + 1]);
                changed = Copies.removed(changed, left + 1);
                changed[left] = joined;
            }
        }
        // A single branch below adds nothing but a level.
        return changed.length == 1 && changed[0] instanceof Branch only ? only : of(changed);
    }

    private static int width(Object piece) {
        return piece instanceof Run run ? run.nodes.length : ((Branch) piece).pieces.length;
    }

    private static Object[] split(Object piece) {
        int width = width(piece);
        if (width <= MAX) {
            return new Object[] {piece};
        }
        int half = width / 2;
        if (piece instanceof Run run) {
            return new Object[] {
                new Run(run.shape.range(0, half), Arrays.copyOfRange(run.nodes, 0, half)),
                new Run(run.shape.range(half, width), Arrays.copyOfRange(run.nodes, half, width))
            };
        }
        Object[] parts = ((Branch) piece).pieces;
        return new Object[] {of(Arrays.copyOfRange(parts, 0, half)), of(Arrays.copyOfRange(parts, half, width))};
    }

    private static Object joined(Object first, Object second) {
        if (first instanceof Run a && second instanceof Run b) {
            long[] keys = Arrays.copyOf(a.shape.keys, a.nodes.length + b.nodes.length);
            System.arraycopy(b.shape.keys, 0, keys, a.nodes.length, b.nodes.length);
            return new Run(new Shape(keys, concatenated(a.shape.names, b.shape.names)), concatenated(a.nodes, b.nodes));
        }
        return of(concatenated(((Branch) first).pieces, ((Branch) second).pieces));
    }

    private static <T> T[] concatenated(T[] a, T[] b) {
        T[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Adds all children, in order. */
    void collect(List<String> namesOut, List<Node> nodesOut) {
        for (Object piece : pieces) {
            if (piece instanceof Run run) {
                namesOut.addAll(Arrays.asList(run.shape.names));
                nodesOut.addAll(Arrays.asList(run.nodes));
            } else {
                ((Branch) piece).collect(namesOut, nodesOut);
            }
        }
    }
}
