package dev.xylem.graph;

import dev.xylem.store.Access;
import dev.xylem.store.AccessLog;
import dev.xylem.store.Path;
import dev.xylem.store.Quotas;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every program can be told before it starts. A generated subclass adds a setter per dependency and {@code start()}.
 * Not thread-safe.
 *
 * @param <T> the program's transaction
 * @param <B> the subclass
 */
public abstract class Setup<T extends Tx, B extends Setup<T, B>> {
    private final Access access;
    private final Path home;
    private final List<Consumer<? super T>> initial = new ArrayList<>();
    private final Map<Path, byte[]> seeds = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private Effects effects = Effects.onThread();
    private EffectLog.@Nullable Listener onEffectFailure;
    private @Nullable LongSupplier clock;
    private @Nullable Quotas quotas;
    private @Nullable AccessLog log;

    /** For generated subclasses. */
    protected Setup(Access access, String home) {
        this.access = access;
        this.home = Path.of(home);
    }

    /** The subclass. */
    protected abstract B self();

    /** Writes to the store before the first cycle; calls add up, in order, in one transaction. */
    public final B initial(Consumer<? super T> writes) {
        initial.add(Objects.requireNonNull(writes, "writes"));
        return self();
    }

    /**
     * Writes a text to the store before the first cycle and before what {@link #initial} writes. At the path of a published
     * fold it is what the fold goes on from.
     *
     * @param path absolute, or relative to the home of the program
     * @throws IllegalArgumentException when the path is none
     */
    public final B set(String path, String text) {
        try {
            return set(Path.parse(path, home), text.getBytes(StandardCharsets.UTF_8));
        } catch (StoreException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The same with a parsed path. */
    public final B set(Path path, byte[] text) {
        seeds.remove(path);
        seeds.put(path, text.clone());
        return self();
    }

    /** The clock of the store in nanoseconds; by default {@link System#nanoTime}. */
    public final B clock(LongSupplier nanos) {
        clock = Objects.requireNonNull(nanos, "nanos");
        return self();
    }

    /** How effects run; by default on a daemon thread of their own. */
    public final B effects(Effects how) {
        effects = Objects.requireNonNull(how, "how");
        return self();
    }

    /** Who is told of effects that throw; by default the platform's logger {@code dev.xylem}. */
    public final B onEffectFailure(EffectLog.Listener listener) {
        onEffectFailure = Objects.requireNonNull(listener, "listener");
        return self();
    }

    /** Limits for unprivileged users of the store. */
    public final B quotas(Quotas limits) {
        quotas = Objects.requireNonNull(limits, "limits");
        return self();
    }

    /** Who hears of the store's operations. */
    public final B log(AccessLog accessLog) {
        log = Objects.requireNonNull(accessLog, "accessLog");
        return self();
    }

    /** Notes a dependency that was not set; for generated subclasses. */
    protected final void need(String setter, @Nullable Object dependency) {
        if (dependency == null) {
            missing.add(setter);
        }
    }

    /**
     * Names every dependency that was not set; for generated subclasses.
     *
     * @throws IllegalStateException when there is one
     */
    protected final void complete() {
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            missing.clear();
            throw new IllegalStateException("cannot start: not set on the builder: " + names);
        }
    }

    /** How effects run, as set. */
    protected final Effects effects() {
        return effects;
    }

    /** A log for effects that tells whom {@link #onEffectFailure} named. */
    protected final EffectLog effectLog() {
        return new EffectLog(onEffectFailure);
    }

    /** Where relative paths start. */
    protected final Path home() {
        return home;
    }

    final Access access() {
        return access;
    }

    final List<Consumer<? super T>> initialWrites() {
        return initial;
    }

    /** The store elsewhere that the program works on; for subclasses of targets that have one. */
    protected Upstream upstream() {
        return Upstream.NONE;
    }

    final Map<Path, byte[]> seeds() {
        return seeds;
    }

    final @Nullable LongSupplier clockOrNull() {
        return clock;
    }

    final @Nullable Quotas quotasOrNull() {
        return quotas;
    }

    final @Nullable AccessLog logOrNull() {
        return log;
    }
}
