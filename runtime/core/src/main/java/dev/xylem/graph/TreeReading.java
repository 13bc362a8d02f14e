package dev.xylem.graph;

import dev.xylem.Problem;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.subtree.FamilyShape;
import dev.xylem.subtree.Findings;
import dev.xylem.subtree.Subtree;
import dev.xylem.subtree.Touched;
import dev.xylem.value.ValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An input's directory as a commit would leave it; for generated code, which has it read as what the input is. */
public final class TreeReading {
    private final Table.Row row;
    private final @Nullable Node node;
    private final Path path;
    private final List<Problem> problems;

    private final @Nullable Object before;
    private final Touched touched;
    private boolean single;
    private int depth;

    /**
     * A reading.
     *
     * @param before the published value, null where there is none yet
     * @param touched what changed since
     */
    TreeReading(
            Table.Row row,
            @Nullable Node node,
            Path path,
            @Nullable Object before,
            Touched touched,
            List<Problem> problems) {
        this.row = row;
        this.before = before;
        this.touched = touched;
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** The value, if the directory holds one; otherwise leaves every reason and throws. */
    @SuppressWarnings("unchecked") // The shape has made what was before.
    public <T> T read(Subtree<T> shape) {
        single = shape instanceof FamilyShape<?, ?> family && family.single();
        depth = shape.depth();
        T value = before != null && depth > 0
                ? shape.follow((T) before, touched, node, path, new ToProblems())
                : shape.read(node, path, new ToProblems());
        if (value == null) {
            throw new NoValue();
        }
        return value;
    }

    /** Whether what was read is a family whose instances are values of single nodes. */
    boolean single() {
        return single;
    }

    /** How many levels below the directory it matters which nodes change. */
    int depth() {
        return depth;
    }

    private final class ToProblems implements Findings {
        @Override
        public void absent(Path absent) {
            problems.add(new Problem(
                    absent.toString(), "(absent)", "required by " + row.name() + " (" + row.type() + "); write it"));
        }

        @Override
        public void wrong(Path at, byte[] text, ValueException why, boolean secret) {
            problems.add(Diagnosis.refused(row, secret, at.toString(), text, why));
        }

        @Override
        public void wrong(Path at, String rule) {
            problems.add(new Problem(at.toString(), "(node)", Diagnosis.explained(rule) + ", for " + row.name()));
        }
    }

    /** Leaves generated code when there is no value to go on with. */
    static final class NoValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoValue() {
            super("the reasons are among the problems", null, false, false);
        }
    }
}
