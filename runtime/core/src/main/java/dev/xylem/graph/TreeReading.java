package dev.xylem.graph;

import dev.xylem.Problem;
import dev.xylem.family.Family;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.subtree.FamilyShape;
import dev.xylem.subtree.Findings;
import dev.xylem.subtree.Subtree;
import dev.xylem.value.ValueException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An input's directory as a commit would leave it; for generated code, which has it read as what the input is. */
public final class TreeReading {
    private final Table.Row row;
    private final @Nullable Node node;
    private final Path path;
    private final List<Problem> problems;

    private final @Nullable Object before;
    private final @Nullable Set<String> names;
    private boolean single;

    /**
     * A reading.
     *
     * @param before the published value, null where there is none yet
     * @param names the children that changed since; null for all
     */
    TreeReading(
            Table.Row row,
            @Nullable Node node,
            Path path,
            @Nullable Object before,
            @Nullable Set<String> names,
            List<Problem> problems) {
        this.row = row;
        this.before = before;
        this.names = names;
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** The value, if the directory holds one; otherwise leaves every reason and throws. */
    @SuppressWarnings("unchecked") // A shape of families makes families.
    public <T> T read(Subtree<T> shape) {
        single = shape instanceof FamilyShape<?, ?> family && family.single();
        T value = before instanceof Family<?, ?> known && shape instanceof FamilyShape<?, ?> each
                ? (T) follow(each, known)
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

    @SuppressWarnings("unchecked") // The shape has made the family.
    private <K, V> @Nullable Object follow(FamilyShape<K, V> shape, Family<?, ?> family) {
        return shape.read((Family<K, V>) family, names, node, path, new ToProblems());
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
