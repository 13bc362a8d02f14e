package dev.xylem.spi;

import dev.xylem.Subscription;
import dev.xylem.store.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The values of a running program by their names, for exports that show them. Thread-safe. */
public interface Values {
    /** What has a name. */
    enum Kind {
        /** A value that comes from the store. */
        INPUT,
        /** A value that is made of everything in a directory of the store, so that it has no text to be written as. */
        DIRECTORY,
        /** A value that the program computes. */
        DERIVED,
        /** Something that runs after a commit; it has no value, but an explanation. */
        EFFECT
    }

    /**
     * Something that has a name.
     *
     * @param name the part and its member, such as {@code balloon.goalKiB}
     * @param type as declared; empty for effects
     * @param path where an input comes from, or a derived value is published to; null for the others
     * @param secret whether its text must not be shown
     */
    record Value(
            String name, Kind kind, String type, @Nullable Path path, boolean secret) {}

    /**
     * A place in the store that a value comes from.
     *
     * @param directory whether everything below belongs to it
     */
    record Source(Path path, boolean directory) {}

    /** The instances of a family by the texts of their keys. Where keys have the same text, one of them stands for all. Thread-safe. */
    interface Instances {
        /** The texts of the keys that there are, sorted. */
        List<String> keys();

        /** The text of an instance, as {@link Values#text} gives it; null when there is none. */
        byte @Nullable [] text(String key);

        /** The node of a key, where instances come from the store; null where the program computes them, or there is none. */
        @Nullable
        Path path(String key);

        /** Whether an instance is the value of its node, so that it can be written there. */
        boolean single();

        /** Calls a listener, on the program's effect executor, for each commit that changes some. */
        Subscription subscribe(KeysListener listener);
    }

    /** Hears which instances of a family a commit changed, made or removed. */
    interface KeysListener {
        /** Called once for each commit that changed some, with the texts of their keys, sorted. */
        void changed(long commit, List<String> keys);
    }

    /** A program without values. */
    Values NONE = new Values() {
        @Override
        public List<Value> list() {
            return List.of();
        }

        @Override
        public byte @Nullable [] text(Value value) {
            throw unknown(value.name());
        }

        @Override
        public @Nullable Instances instances(Value value) {
            throw unknown(value.name());
        }

        @Override
        public List<Source> sources(Value value) {
            throw unknown(value.name());
        }

        @Override
        public List<Source> explained(Value value) {
            throw unknown(value.name());
        }

        @Override
        public String explain(Value value) {
            throw unknown(value.name());
        }

        @Override
        public Subscription subscribe(Value value, LongConsumer commits) {
            throw unknown(value.name());
        }

        private IllegalArgumentException unknown(String name) {
            return new IllegalArgumentException("no value is named " + name);
        }
    };

    /** Everything that has a name, in the order of declaration, inputs first. Never changes. */
    List<Value> list();

    /**
     * The text of a value of the last commit, as it would be written to the store; null for an optional input that is absent,
     * and for effects. Secrets are not masked. The array is not to be changed.
     */
    byte @Nullable [] text(Value value);

    /** The instances of a family; null for everything else. */
    @Nullable
    Instances instances(Value value);

    /** The inputs that a value comes from, or an effect hears of; an input itself. Who may not read them may not see it. */
    List<Source> sources(Value value);

    /** The inputs whose values, or what is computed from them, the explanation shows. */
    List<Source> explained(Value value);

    /** Some lines on where the value comes from and what depends on it. Secrets are masked. */
    String explain(Value value);

    /**
     * Calls a listener, on the program's effect executor, with the number of each commit that changes a value.
     *
     * @throws IllegalArgumentException for an effect
     */
    Subscription subscribe(Value value, LongConsumer commits);
}
