package dev.xylem.graph;

import dev.xylem.Problem;
import dev.xylem.Secret;
import dev.xylem.value.ValueException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds every independent reason why a commit cannot be: evaluates value by value on the staged inputs, and skips what
 * depends on something that failed already, since that says nothing new.
 */
final class Diagnosis {
    private static final int SHOWN = 80;
    /** What a user's exception says may be longer, but it often quotes what some client wrote. */
    private static final int EXPLAINED = 240;

    private final Graph graph;
    private final Table table;

    Diagnosis(Graph graph, Table table) {
        this.graph = graph;
        this.table = table;
    }

    /** The problems of a commit whose cycle threw, or whose inputs have failed. Never empty. */
    List<Problem> of(boolean[] failed, List<Problem> problems, @Nullable Throwable thrown) {
        texts(values(failed, problems), failed, problems);
        if (problems.isEmpty()) {
            problems.add(new Problem(
                    "(cycle)", "(no value)", "the cycle failed although each value alone can be computed: " + thrown));
        }
        return problems;
    }

    /** Every value that can be computed; adds to problems and failures. */
    @Nullable
    Object[] values(boolean[] failed, List<Problem> problems) {
        @Nullable Object[] values = new Object[table.size()];
        boolean[] tainted = table.tainted();
        boolean[] changed = new boolean[table.size()];
        for (int slot = 0; slot < values.length; slot++) {
            if (slot < table.inputs()) {
                if (!failed[slot]) {
                    values[slot] = graph.staged(slot);
                }
                changed[slot] = graph.folds().changed(slot, values[slot]);
                continue;
            }
            for (int source : table.value(slot).sources()) {
                failed[slot] |= failed[source];
            }
            if (!failed[slot] && !graph.folds().settle(slot, values, changed)) {
                evaluate(slot, values, failed, tainted, problems);
            }
            changed[slot] = graph.folds().changed(slot, values[slot]);
        }
        return values;
    }

    /** Computes a derived value from those before it, or adds to problems and failures. */
    void evaluate(int slot, @Nullable Object[] values, boolean[] failed, boolean[] tainted, List<Problem> problems) {
        try {
            values[slot] = graph.evaluate(slot, values);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            failed[slot] = true;
            problems.add(new Problem(
                    table.value(slot).name(),
                    tainted[slot] ? Secret.MASK : "(no value)",
                    table.value(slot).rule() + " threw " + describe(e, tainted[slot])));
        }
    }

    /** The texts of all published values that can be computed; adds to problems. */
    byte[][] texts(@Nullable Object[] values, boolean[] failed, List<Problem> problems) {
        byte[][] texts = new byte[values.length][];
        for (int slot = table.inputs(); slot < values.length; slot++) {
            if (!failed[slot]) {
                texts[slot] = text(slot, values[slot], problems);
            }
        }
        return texts;
    }

    /** The text of a published value, or null: of another one, or where there is none, which adds to problems. */
    byte @Nullable [] text(int slot, @Nullable Object value, List<Problem> problems) {
        Table.Row row = table.value(slot);
        if (slot < table.inputs() || row.path().isEmpty()) {
            return null;
        }
        try {
            return graph.encode(slot, value);
        } catch (RuntimeException e) {
            boolean secret = row.secret();
            String rule = secret && e instanceof ValueException refused ? refused.rule() : describe(e, secret);
            problems.add(new Problem(
                    graph.path(slot).toString(),
                    secret ? Secret.MASK : shown(value),
                    row.name() + " cannot be published: " + rule));
            return null;
        }
    }

    /** The problem of an input whose text was refused. */
    static Problem refused(Table.Row row, boolean secret, String path, byte[] text, ValueException e) {
        String expected = explained(secret ? e.rule() : e.getMessage()) + ", for " + row.name();
        return new Problem(path, secret ? Secret.MASK : shortened(new String(text, StandardCharsets.UTF_8)), expected);
    }

    /** What somebody says of a value, on one line and not too long. */
    static String explained(@Nullable String reason) {
        return line(reason, "", EXPLAINED);
    }

    private static String describe(Throwable e, boolean secret) {
        String type = e.getClass().getSimpleName();
        try {
            String message = secret ? null : e.getMessage();
            return message == null ? type : type + ": " + line(message, "", EXPLAINED);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError silent) {
            return type;
        }
    }

    /** A text in quotation marks, on one line and not too long. */
    static String shortened(String text) {
        return line(text, "\"", SHOWN);
    }

    /** Any value on one line, not too long, whatever its {@code toString} does. */
    static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return shortened(new String(bytes, StandardCharsets.UTF_8));
        }
        try {
            String mark = value instanceof CharSequence || value instanceof Character ? "\"" : "";
            return line(String.valueOf(value), mark, SHOWN);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            return "(its toString threw " + e.getClass().getSimpleName() + ")";
        }
    }

    private static String line(@Nullable String text, String mark, int most) {
        if (text == null) {
            return "null";
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 2).append(mark);
        for (int i = 0; i < text.length(); i++) {
            if (i == most) {
                shown.append(mark).append("… (").append(text.length());
                return shown.append(" characters)").toString();
            }
            char c = text.charAt(i);
            shown.append(breaks(c) ? '\u00b7' : c);
        }
        return shown.append(mark).toString();
    }

    private static boolean breaks(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
