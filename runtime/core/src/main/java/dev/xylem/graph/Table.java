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
 * <pre>kind  name  type  secret  path  sources  rule  summary  orElse  [mark]</pre>
 *
 * A value's slot is its place among the lines of values. Slots of inputs come first; derived values follow in an order in
 * which each comes after its sources. An alias has the slot it stands for in the column of its sources.
 * The column of defaults of a fold has the slots that reset it and, unless it starts empty, {@code =} and the text of its first value.
 * A mark is {@code =} and the text by which a request is acknowledged, or names of what is unusual about a computed value.
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
        /** A value computed from others and from its own previous one. */
        FOLD,
        /** A value that was fixed when the program was synthesised. */
        CONSTANT,
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
     * @param orElse the text of a default, or of the first value of a fold that does not start empty
     * @param resets the slots whose change makes a fold start again
     * @param acknowledge the text by which a request is acknowledged; null for what is none
     * @param existing whether it is published only where its directory is
     * @param atStart whether a fold runs in the first cycle
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
            byte @Nullable [] orElse,
            int[] resets,
            byte @Nullable [] acknowledge,
            boolean existing,
            boolean atStart) {
        /** Whether it has an instance for each of many keys. */
        boolean family() {
            return type.startsWith("Family<");
        }

        /** Whether it comes from the program and not from the store. */
        boolean computed() {
            return kind == Kind.DERIVED || kind == Kind.FOLD || kind == Kind.CONSTANT;
        }
    }

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
                    case DERIVED, FOLD, CONSTANT -> values.add(row);
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
        int[] sources = slots(columns[5]);
        int slot = switch (kind) {
            case ALIAS -> sources[0];
            case EFFECT -> effects.size();
            default -> values.size();
        };
        int start = kind == Kind.FOLD ? columns[8].indexOf('=') + 1 : 0;
        boolean text = kind == Kind.DEFAULTED || start > 0;
        byte[] orElse = text ? plain(columns[8].substring(start)).getBytes(StandardCharsets.UTF_8) : null;
        String resets = kind == Kind.FOLD ? columns[8].substring(0, start > 0 ? start - 1 : columns[8].length()) : "";
        String mark = columns.length > 9 ? columns[9] : "";
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
                orElse,
                slots(resets),
                mark.startsWith("=") ? plain(mark.substring(1)).getBytes(StandardCharsets.UTF_8) : null,
                mark.contains("existing"),
                mark.contains("start"));
    }

    private static int[] slots(String column) {
        return column.isEmpty()
                ? new int[0]
                : Arrays.stream(column.split(",")).mapToInt(Integer::parseInt).toArray();
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
            if (row.computed()) {
                for (int source : row.sources()) {
                    taint |= tainted[source];
                }
            }
            tainted[row.slot()] = taint;
        }
        return tainted;
    }
}
