package dev.xylem.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Instances of one kind by their keys, as of one commit: as an input ({@code @Input("device/vif") Family<Integer, Vif>}) one
 * instance per child of a directory, or what was derived from such a family. Immutable, thread-safe.
 *
 * <p>What {@link #map}, {@link #filter}, {@link #count}, {@link #sum}, {@link #min} and {@link #max} compute is kept, and the
 * next version brings it forward: it calls the function for the instances that changed, whatever the size of the family. For
 * that it has to recognise the function, by identity. A method reference and a lambda that captures nothing are one object
 * each time they are evaluated; what captures variables belongs into a constant or a final field, or all is computed again.
 * Functions are pure: the same instance gives the same value. What one throws refuses the commit like anything else that a
 * derived value throws. A family keeps what {@value #KEPT} functions computed.
 *
 * @param <K> with {@code equals} and {@code hashCode} by content
 * @param <V> compared by {@code equals}; never null
 */
public final class Family<K, V> {
    /** How many computations a family keeps. */
    private static final int KEPT = 32;

    private static final Family<?, ?> EMPTY = new Family<>(null, 0, List.of(), null, List.of());

    /** Something computed, with what it takes to do it again. */
    private record Known(View.Kind kind, Object function, Object result) {}

    private final @Nullable Object root;
    private final int size;
    /** What distinguishes this version from the one before, which is not kept itself. */
    private final List<Edit<K, V>> edits;

    private final @Nullable Object previous;
    private final Object identity = new Object();
    /** What the version before had computed. */
    private final List<Known> inherited;

    private volatile List<Known> known = List.of();

    private Family(
            @Nullable Object root, int size, List<Edit<K, V>> edits, @Nullable Object previous, List<Known> inherited) {
        this.root = root;
        this.size = size;
        this.edits = edits;
        this.previous = previous;
        this.inherited = inherited;
    }

    /** No instances. */
    @SuppressWarnings("unchecked")
    public static <K, V> Family<K, V> empty() {
        return (Family<K, V>) EMPTY;
    }

    /** The entries of a map; for tests of parts. */
    public static <K, V> Family<K, V> of(Map<? extends K, ? extends V> instances) {
        List<Edit<K, V>> added = new ArrayList<>(instances.size());
        instances.forEach((key, value) -> added.add(new Edit<>(key, null, Objects.requireNonNull(value, "value"))));
        return Family.<K, V>empty().edited(added);
    }

    /** How many instances there are. */
    public int size() {
        return size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The instance of a key, if there is one. */
    public Optional<V> get(K key) {
        return Optional.ofNullable(find(key));
    }

    @SuppressWarnings("unchecked")
    @Nullable
    V find(Object key) {
        Trie.Entry entry = Trie.find(root, key);
        return entry == null ? null : (V) entry.value;
    }

    /** Calls the action for every instance, in no particular order. */
    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> action) {
        Trie.forEach(root, entry -> action.accept((K) entry.key, (V) entry.value));
    }

    /** All instances, copied, in no particular order; cannot be changed. */
    public Map<K, V> toMap() {
        Map<K, V> map = new LinkedHashMap<>();
        forEach(map::put);
        return Collections.unmodifiableMap(map);
    }

    /** How many instances fulfil a condition. */
    public int count(Predicate<? super V> condition) {
        return view(View.Kind.COUNT, condition, new Views.Count<K, V>(condition));
    }

    /**
     * The sum of a number per instance, 0 where there are none.
     *
     * @throws ArithmeticException when it does not fit into a long
     */
    public long sum(ToLongFunction<? super V> number) {
        return view(View.Kind.SUM, number, new Views.Sum<K, V>(number)).exact();
    }

    /** The least of a value per instance, empty where there are none. */
    public <C extends Comparable<? super C>> Optional<C> min(Function<? super V, ? extends C> value) {
        return view(View.Kind.ORDER, value, new Views.Order<K, V, C>(value)).map(Sorted::least);
    }

    /** The greatest of a value per instance, empty where there are none. */
    public <C extends Comparable<? super C>> Optional<C> max(Function<? super V, ? extends C> value) {
        return view(View.Kind.ORDER, value, new Views.Order<K, V, C>(value)).map(Sorted::greatest);
    }

    /** The instances that fulfil a condition. */
    public Family<K, V> filter(Predicate<? super V> condition) {
        return view(View.Kind.FILTER, condition, new Views.Filter<K, V>(condition));
    }

    /** A value per instance, derived from its key and from itself. */
    public <R> Family<K, R> map(BiFunction<? super K, ? super V, ? extends R> function) {
        return view(View.Kind.MAP, function, new Views.Mapping<K, V, R>(function));
    }

    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // A function is recognised by identity
    private <S> S view(View.Kind kind, Object function, View<K, V, S> view) {
        Objects.requireNonNull(function, "function");
        for (Known here : known) {
            if (here.kind == kind && here.function == function) {
                return (S) here.result;
            }
        }
        S result = null;
        for (Known before : inherited) {
            if (before.kind == kind && before.function == function) {
                result = view.after((S) before.result, edits);
                break;
            }
        }
        return keep(kind, function, result == null ? view.after(view.empty(), all()) : result);
    }

    private List<Edit<K, V>> all() {
        List<Edit<K, V>> all = new ArrayList<>(size);
        forEach((key, value) -> all.add(new Edit<>(key, null, value)));
        return all;
    }

    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // as above
    private synchronized <S> S keep(View.Kind kind, Object function, S result) {
        for (Known here : known) {
            if (here.kind == kind && here.function == function) {
                return (S) here.result;
            }
        }
        // Those of an empty family are cheap, and the one empty family must not collect them.
        if (known.size() < KEPT && size > 0) {
            List<Known> more = new ArrayList<>(known);
            more.add(new Known(kind, function, Objects.requireNonNull(result, "result")));
            known = List.copyOf(more);
        }
        return result;
    }

    /** The version that follows when some keys get other instances, or lose theirs (empty). This one, if nothing changes. */
    public Family<K, V> with(Map<? extends K, Optional<V>> changes) {
        return with(changes, Set.of());
    }

    /** The same, where some of these instances are new ones even if they equal those before. */
    public Family<K, V> with(Map<? extends K, Optional<V>> changes, Set<? extends K> renewed) {
        List<Edit<K, V>> wanted = new ArrayList<>(changes.size());
        changes.forEach((key, value) -> {
            V before = find(key);
            V after = value.orElse(null);
            if (before != null && after != null && renewed.contains(key)) {
                wanted.add(new Edit<>(key, before, null));
                before = null;
            }
            wanted.add(new Edit<>(key, before, after));
        });
        return edited(wanted);
    }

    /** The version after some edits, each of which says rightly what there was before. */
    Family<K, V> edited(List<Edit<K, V>> wanted) {
        List<Edit<K, V>> real = new ArrayList<>(wanted.size());
        Object changed = root;
        int count = size;
        for (Edit<K, V> edit : wanted) {
            V before = edit.before();
            V after = edit.after();
            if (Objects.equals(before, after)) {
                continue;
            }
            real.add(edit);
            if (after == null) {
                changed = Trie.without(Objects.requireNonNull(changed), edit.key());
                count--;
            } else {
                changed = Trie.with(changed, new Trie.Entry(edit.key(), after));
                count += before == null ? 1 : 0;
            }
        }
        return real.isEmpty() ? this : new Family<>(changed, count, List.copyOf(real), identity, known);
    }

    /** What happened since an earlier version. Where that was the last before this one, only what changed is visited. */
    @SuppressWarnings("ReferenceEquality") // versions are compared by identity first
    public List<Edit<K, V>> since(Family<K, V> earlier) {
        if (this == earlier) {
            return List.of();
        }
        if (previous == earlier.identity) {
            return edits;
        }
        List<Edit<K, V>> found = new ArrayList<>();
        earlier.forEach((key, before) -> {
            V after = find(key);
            if (!before.equals(after)) {
                found.add(new Edit<>(key, before, after));
            }
        });
        forEach((key, after) -> {
            if (earlier.find(key) == null) {
                found.add(new Edit<>(key, null, after));
            }
        });
        return found;
    }

    /** Whether the other has equal instances for equal keys. Takes no time for versions that follow each other. */
    @Override
    @SuppressWarnings({"ReferenceEquality", "EqualsWrongThing"}) // as above
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Family<?, ?> family)
                || size != family.size
                || previous == family.identity
                || family.previous == identity) {
            return false;
        }
        boolean[] same = {true};
        forEach((key, value) -> same[0] = same[0] && value.equals(family.find(key)));
        return same[0];
    }

    @Override
    public int hashCode() {
        int[] sum = {0};
        forEach((key, value) -> sum[0] += key.hashCode() ^ value.hashCode());
        return sum[0];
    }

    /** How many there are; what they are would be too long for most of what shows it. */
    @Override
    public String toString() {
        return size == 1 ? "1 instance" : size + " instances";
    }
}
