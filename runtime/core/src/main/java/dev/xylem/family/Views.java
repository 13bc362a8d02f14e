package dev.xylem.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The computations over families. Each visits the instances that changed and no others. */
final class Views {
    private Views() {}

    /** How many instances fulfil a condition. */
    record Count<K, V>(Predicate<? super V> condition) implements View<K, V, Integer> {
        @Override
        public Integer empty() {
            return 0;
        }

        @Override
        public Integer after(Integer before, List<Edit<K, V>> edits) {
            int count = before;
            for (Edit<K, V> edit : edits) {
                count -= holds(edit.before()) ? 1 : 0;
                count += holds(edit.after()) ? 1 : 0;
            }
            return count;
        }

        private boolean holds(@Nullable V value) {
            return value != null && condition.test(value);
        }
    }

    /** A sum of 128 bits, so that no order of additions overflows. */
    record Total(long high, long low) {
        Total plus(long term) {
            long sum = low + term;
            int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
            return new Total(high + (term >> 63) + carry, sum);
        }

        Total minus(long term) {
            long rest = low - term;
            int borrow = Long.compareUnsigned(low, term) < 0 ? 1 : 0;
            return new Total(high - (term >> 63) - borrow, rest);
        }

        long exact() {
            if (high != low >> 63) {
                throw new ArithmeticException("the sum over the family does not fit into a long");
            }
            return low;
        }
    }

    /** The sum of a number per instance. */
    record Sum<K, V>(ToLongFunction<? super V> number) implements View<K, V, Total> {
        @Override
        public Total empty() {
            return new Total(0, 0);
        }

        @Override
        public Total after(Total before, List<Edit<K, V>> edits) {
            Total total = before;
            for (Edit<K, V> edit : edits) {
                V old = edit.before();
                V now = edit.after();
                total = old == null ? total : total.minus(number.applyAsLong(old));
                total = now == null ? total : total.plus(number.applyAsLong(now));
            }
            return total;
        }
    }

    /** A value per instance, in order. */
    record Order<K, V, C extends Comparable<? super C>>(Function<? super V, ? extends C> value)
            implements View<K, V, Optional<Sorted<C>>> {
        @Override
        public Optional<Sorted<C>> empty() {
            return Optional.empty();
        }

        @Override
        public Optional<Sorted<C>> after(Optional<Sorted<C>> before, List<Edit<K, V>> edits) {
            Sorted<C> sorted = before.orElse(null);
            for (Edit<K, V> edit : edits) {
                C old = of(edit.before());
                C now = of(edit.after());
                if (old != null && now != null && old.compareTo(now) == 0) {
                    continue;
                }
                sorted = now == null ? sorted : Sorted.with(sorted, now);
                sorted = old == null ? sorted : Sorted.without(sorted, old);
            }
            return Optional.ofNullable(sorted);
        }

        private @Nullable C of(@Nullable V instance) {
            return instance == null ? null : Objects.requireNonNull(value.apply(instance), "the value of an instance");
        }
    }

    /** The instances that fulfil a condition. */
    record Filter<K, V>(Predicate<? super V> condition) implements View<K, V, Family<K, V>> {
        @Override
        public Family<K, V> empty() {
            return Family.empty();
        }

        @Override
        public Family<K, V> after(Family<K, V> before, List<Edit<K, V>> edits) {
            List<Edit<K, V>> kept = new ArrayList<>(edits.size());
            for (Edit<K, V> edit : edits) {
                V now = edit.after();
                kept.add(new Edit<>(edit.key(), edit.known(before), now != null && condition.test(now) ? now : null));
            }
            return before.edited(kept);
        }
    }

    /** A value per instance. */
    record Mapping<K, V, R>(BiFunction<? super K, ? super V, ? extends R> function)
            implements View<K, V, Family<K, R>> {
        @Override
        public Family<K, R> empty() {
            return Family.empty();
        }

        @Override
        public Family<K, R> after(Family<K, R> before, List<Edit<K, V>> edits) {
            List<Edit<K, R>> mapped = new ArrayList<>(edits.size());
            for (Edit<K, V> edit : edits) {
                V now = edit.after();
                R result = now == null
                        ? null
                        : Objects.requireNonNull(
                                function.apply(edit.key(), now),
                                () -> "the function returned null for the instance " + edit.key());
                mapped.add(new Edit<>(edit.key(), edit.known(before), result));
            }
            return before.edited(mapped);
        }
    }
}
