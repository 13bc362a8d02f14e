package dev.xylem.family;

import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted bag, of which least and greatest stay known when others come and go: a tree balanced by weight, with a
 * count per value. Methods recurse over its levels, of which there are about as many as the size has binary digits.
 */
final class Sorted<C extends Comparable<? super C>> {
    /** How much heavier one side may be than the other, and when one turn does not suffice (Adams). */
    private static final int HEAVIER = 3;

    private static final int TWICE = 2;

    private final C value;
    private final int count;
    private final @Nullable Sorted<C> less;
    private final @Nullable Sorted<C> more;
    private final int weight;

    private Sorted(C value, int count, @Nullable Sorted<C> less, @Nullable Sorted<C> more) {
        this.value = value;
        this.count = count;
        this.less = less;
        this.more = more;
        this.weight = 1 + weight(less) + weight(more);
    }

    private static int weight(@Nullable Sorted<?> tree) {
        return tree == null ? 0 : tree.weight;
    }

    /** One of a value more. */
    static <C extends Comparable<? super C>> Sorted<C> with(@Nullable Sorted<C> tree, C value) {
        if (tree == null) {
            return new Sorted<>(value, 1, null, null);
        }
        int order = value.compareTo(tree.value);
        if (order == 0) {
            return new Sorted<>(tree.value, tree.count + 1, tree.less, tree.more);
        }
        return order < 0
                ? balanced(tree, with(tree.less, value), tree.more)
                : balanced(tree, tree.less, with(tree.more, value));
    }

    /** One of a value less, of which there is one. */
    static <C extends Comparable<? super C>> @Nullable Sorted<C> without(@Nullable Sorted<C> tree, C value) {
        if (tree == null) {
            throw new IllegalStateException(
                    "the order of values changed while they were kept; compareTo is not constant");
        }
        int order = value.compareTo(tree.value);
        if (order < 0) {
            return balanced(tree, without(tree.less, value), tree.more);
        }
        if (order > 0) {
            return balanced(tree, tree.less, without(tree.more, value));
        }
        return tree.count > 1 ? new Sorted<>(tree.value, tree.count - 1, tree.less, tree.more) : joined(tree);
    }

    private static <C extends Comparable<? super C>> @Nullable Sorted<C> joined(Sorted<C> tree) {
        if (tree.less == null || tree.more == null) {
            return tree.less == null ? tree.more : tree.less;
        }
        Sorted<C> next = least(tree.more);
        return balanced(next, tree.less, withoutLeast(tree.more));
    }

    private static <C extends Comparable<? super C>> @Nullable Sorted<C> withoutLeast(Sorted<C> tree) {
        return tree.less == null ? tree.more : balanced(tree, withoutLeast(tree.less), tree.more);
    }

    private static <C extends Comparable<? super C>> Sorted<C> least(Sorted<C> tree) {
        Sorted<C> at = tree;
        while (at.less != null) {
            at = at.less;
        }
        return at;
    }

    /** The least value. */
    C least() {
        return least(this).value;
    }

    /** The greatest value. */
    C greatest() {
        Sorted<C> at = this;
        while (at.more != null) {
            at = at.more;
        }
        return at.value;
    }

    private static <C extends Comparable<? super C>> Sorted<C> balanced(
            Sorted<C> root, @Nullable Sorted<C> less, @Nullable Sorted<C> more) {
        int left = weight(less) + 1;
        int right = weight(more) + 1;
        if (more != null && right > HEAVIER * left) {
            if (more.less != null && weight(more.less) + 1 >= TWICE * (weight(more.more) + 1)) {
                Sorted<C> top = more.less;
                return node(top, node(root, less, top.less), node(more, top.more, more.more));
            }
            return node(more, node(root, less, more.less), more.more);
        }
        if (less != null && left > HEAVIER * right) {
            if (less.more != null && weight(less.more) + 1 >= TWICE * (weight(less.less) + 1)) {
                Sorted<C> top = less.more;
                return node(top, node(less, less.less, top.less), node(root, top.more, more));
            }
            return node(less, less.less, node(root, less.more, more));
        }
        return node(root, less, more);
    }

    private static <C extends Comparable<? super C>> Sorted<C> node(
            Sorted<C> of, @Nullable Sorted<C> less, @Nullable Sorted<C> more) {
        return new Sorted<>(of.value, of.count, less, more);
    }
}
