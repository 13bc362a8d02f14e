package dev.xylem.store;

import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node below {@code /sys}: made of whatever there is when somebody looks. Called by any thread, sometimes under the commit
 * lock: it must be thread-safe, must not block and must not call the store.
 */
public interface Computed {
    /** The value. */
    String value();

    /** The names of the children, in any order; each must be a legal name of a node. */
    default Collection<String> names() {
        return List.of();
    }

    /** A child, or null when there is none. */
    default @Nullable Computed child(String name) {
        return null;
    }

    /** Who may read it beside privileged callers, or null. */
    default @Nullable Principal reader() {
        return null;
    }

    /**
     * The commit that changed the value last; 0 when it changes without commits: then transactions that read it do not
     * conflict.
     */
    default long version() {
        return 0;
    }

    /**
     * As {@link Region#write}.
     *
     * @throws StoreException EROFS by default
     */
    default LongConsumer write(String value) throws StoreException {
        throw new StoreException(Errno.EROFS, null, "this node tells something and cannot be written");
    }

    /** A figure. */
    static Computed figure(LongSupplier figure) {
        return () -> Long.toString(figure.getAsLong());
    }

    /** A directory without a value. */
    static Computed directory(Supplier<? extends Collection<String>> names, Directory children) {
        return new Computed() {
            @Override
            public String value() {
                return "";
            }

            @Override
            public Collection<String> names() {
                return names.get();
            }

            @Override
            public @Nullable Computed child(String name) {
                return children.child(name);
            }
        };
    }

    /** How a directory finds a child. */
    @FunctionalInterface
    interface Directory {
        /** The child, or null when there is none. */
        @Nullable
        Computed child(String name);
    }
}
