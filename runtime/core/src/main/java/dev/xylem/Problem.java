package dev.xylem;

/**
 * One reason why a commit was refused.
 *
 * @param path the path of the node, or the name of the value where no node is at fault
 * @param value the text that was refused, shortened; {@code (absent)} or {@code (secret)} where there is none to show
 * @param rule what was expected, and how to mend it
 */
public record Problem(String path, String value, String rule) {
    @Override
    public String toString() {
        return path + " = " + value + ": " + rule;
    }
}
