package dev.xylem.processor.emit;

import java.util.ArrayList;
import java.util.List;

/** Where compiled parts leave traces. One test at a time. */
public final class Counter {
    /** Derived values that were evaluated since the last reset, by number, in order. */
    public static final List<Integer> EVALUATED = new ArrayList<>();

    /** Effects that ran since the last reset, with their arguments. */
    public static final List<String> EFFECTS = new ArrayList<>();

    private Counter() {}

    /** Forgets everything. */
    public static void reset() {
        EVALUATED.clear();
        EFFECTS.clear();
    }

    /** Notes an evaluation. */
    public static void evaluated(int value) {
        EVALUATED.add(value);
    }

    /** Notes a run of an effect. */
    public static void effect(int effect, Object... arguments) {
        EFFECTS.add(effect + java.util.Arrays.toString(arguments));
    }
}
