package dev.xylem.subtree;

import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record: a node for each component. Other nodes of the directory do not matter. */
final class RecordShape<T> extends Subtree<T> {
    private final String type;
    private final Function<@Nullable Object[], T> construct;
    private final List<Component<T, ?>> components;
    private final int depth;

    RecordShape(String type, Function<@Nullable Object[], T> construct, List<Component<T, ?>> components) {
        this.type = type;
        this.construct = construct;
        this.components = components;
        int deepest = components.stream().mapToInt(Component::depth).max().orElse(0);
        boolean families = components.stream().anyMatch(Component::family);
        this.depth = families ? deepest : 0;
    }

    @Override
    public @Nullable T read(@Nullable Node node, Path path, Findings findings) {
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = components.get(i).read(node, path, findings);
        }
        return made(values, path, findings);
    }

    /** A record that holds families is followed component by component, others are read as a whole. */
    @Override
    public @Nullable T follow(T before, Touched touched, @Nullable Node node, Path path, Findings findings) {
        if (depth == 0 || node == null || touched.removed()) {
            return read(node, path, findings);
        }
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = components.get(i).follow(before, touched, node, path, findings);
        }
        return made(values, path, findings);
    }

    @Override
    public int depth() {
        return depth;
    }

    private @Nullable T made(@Nullable Object[] values, Path path, Findings findings) {
        for (Object value : values) {
            if (value == null) {
                return null;
            }
        }
        try {
            return construct.apply(values);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            findings.wrong(path, type + " takes no such values: " + said(e));
            return null;
        }
    }

    private String said(Throwable thrown) {
        String message = secret() ? null : thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    @Override
    boolean secret() {
        return components.stream().anyMatch(Component::secret);
    }

    @Override
    public void write(Operations operations, Path path, T value) throws StoreException {
        operations.mkdir(path);
        for (Component<T, ?> component : components) {
            component.write(operations, path, value);
        }
    }
}
