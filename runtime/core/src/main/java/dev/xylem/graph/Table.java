package dev.xylem.graph;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program knows of its values without computing them: names, rules, paths and dependencies. Immutable.
 *
 * <p>Generated code holds it as text, one line per value and effect with columns between tabs, because a text of thousands of
 * values is one constant of a class file while as many objects would be as many instructions:
 *
 * <pre>kind  name  type  secret  path  sources  rule  summary  orElse</pre>
 *
 * A value's slot is its place among the lines of values. Slots of inputs come first; derived values follow in an order in
 * which each comes after its sources. An alias has the slot it stands for in the column of its sources.
 */
public final class Table {
    /** What a line describes. */
    public enum Kind {
        /** An input that must be present. */
        REQUIRED,
        /** An input with a default. */
        DEFAULTED,
        /** An input that may be absent. */
        OPTIONAL,
        /** An input made of a directory. */
        TREE,
        /** A derived value. */
        DERIVED,
        /** Another name of an input. */
        ALIAS,
        /** An effect. */
        EFFECT
    }

    /**
     * A line.
     *
     * @param slot the slot of a value or of what an alias stands for; of an effect its place among the effects
     * @param path as declared, empty for none
     * @param sources the slots that it reads
     * @param orElse the text of a default
     */
    public record Row(
            Kind kind,
            int slot,
            String name,
            String type,
            boolean secret,
            String path,
            int[] sources,
            String rule,
            String summary,
            byte @Nullable [] orElse) {}

    private final List<Row> values = new ArrayList<>();
    private final List<Row> effects = new ArrayList<>();
    private final Map<String, Row> names = new LinkedHashMap<>();
    private final int inputs;

    private Table(String[] chunks) {
        int count = 0;
        for (String chunk : chunks) {
            for (String line : chunk.split("\n")) {
                if (line.isEmpty()) {
                    continue;
                }
                Row row = row(line.split("\t", -1));
                names.put(row.name(), row);
                switch (row.kind()) {
                    case EFFECT -> effects.add(row);
                    case ALIAS -> {}
                    case DERIVED -> values.add(row);
                    default -> {
                        values.add(row);
                        count++;
                    }
                }
            }
        }
        inputs = count;
    }

    /** Reads the text of generated code. */
    public static Table parse(String... chunks) {
        return new Table(chunks);
    }

    private Row row(String[] columns) {
        Kind kind = Kind.valueOf(columns[0]);
        int[] sources = columns[5].isEmpty()
                ? new int[0]
                : Arrays.stream(columns[5].split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        int slot = switch (kind) {
            case ALIAS -> sources[0];
            case EFFECT -> effects.size();
            default -> values.size();
        };
        byte[] orElse = kind == Kind.DEFAULTED ? plain(columns[8]).getBytes(StandardCharsets.UTF_8) : null;
        return new Row(
                kind,
                slot,
                columns[1],
                columns[2],
                !columns[3].isEmpty(),
                columns[4],
                sources,
                plain(columns[6]),
                plain(columns[7]),
                orElse);
    }

    /** Undoes the three escapes that keep a column on its line. */
    private static String plain(String column) {
        if (column.indexOf('\\') < 0) {
            return column;
        }
        StringBuilder text = new StringBuilder(column.length());
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '\\' && i + 1 < column.length()) {
                i++;
                char escaped = column.charAt(i);
                c = escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
            }
            text.append(c);
        }
        return text.toString();
    }

    /** How many values there are; slots are 0 to this. */
    public int size() {
        return values.size();
    }

    /** How many inputs there are; their slots come first. */
    public int inputs() {
        return inputs;
    }

    /** The value of a slot. */
    public Row value(int slot) {
        return values.get(slot);
    }

    /** The effects in the order in which they run. */
    public List<Row> effects() {
        return effects;
    }

    /** Every name, aliases and effects included, in the order of the lines. */
    public Map<String, Row> names() {
        return names;
    }

    /** Which slots are secret or are computed from a secret, so that nothing said about them may quote a text. */
    boolean[] tainted() {
        boolean[] tainted = new boolean[size()];
        for (Row row : values) {
            boolean taint = row.secret();
            if (row.kind() == Kind.DERIVED) {
                for (int source : row.sources()) {
                    taint |= tainted[source];
                }
            }
            tainted[row.slot()] = taint;
        }
        return tainted;
    }
}
