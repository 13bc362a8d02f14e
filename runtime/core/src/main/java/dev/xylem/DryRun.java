package dev.xylem;

import java.util.List;

/**
 * What a commit would do if it came now; nothing has happened. Immutable.
 *
 * @param problems why it would be refused; empty if it would not
 * @param nodes what would happen to the tree, in order, published values not included: {@code WRITTEN /a/b}. Only what it
 *     would take if it were accepted
 * @param changes the values that would change, inputs first, each after what it is computed from; empty if it would be refused
 * @param recomputed the derived values of which a source would change, whether they change themselves or not
 * @param effects the effects that would run, in their order
 */
public record DryRun(
        List<Problem> problems,
        List<String> nodes,
        List<Difference> changes,
        List<String> recomputed,
        List<String> effects) {
    /** Copies the lists. */
    public DryRun {
        problems = List.copyOf(problems);
        nodes = List.copyOf(nodes);
        changes = List.copyOf(changes);
        recomputed = List.copyOf(recomputed);
        effects = List.copyOf(effects);
    }

    /**
     * A value that would change.
     *
     * @param name such as {@code balloon.goalKiB}
     * @param path of an input or a published value, otherwise empty
     * @param before the present value as a text on one line, shortened; masked where it is secret
     * @param after the value that it would have, likewise
     */
    public record Difference(String name, String path, String before, String after) {
        @Override
        public String toString() {
            return name + ": " + before + " -> " + after + (path.isEmpty() ? "" : " at " + path);
        }
    }

    /** Whether the commit would be accepted. */
    public boolean accepted() {
        return problems.isEmpty();
    }

    /** A report of some lines, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(accepted() ? "would be accepted\n" : "would be refused\n");
        section(text, "problems", problems);
        section(text, "nodes", nodes);
        section(text, "changes", changes);
        section(text, "recomputed", recomputed);
        section(text, "effects", effects);
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<?> lines) {
        if (!lines.isEmpty()) {
            text.append("  ").append(title).append(":\n");
            lines.forEach(line -> text.append("    ").append(line).append('\n'));
        }
    }
}
