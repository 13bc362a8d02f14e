package dev.xylem.value;

/** A text that is no value of its type, or a value without a text. Carries no stack trace: it is an answer, not a fault. */
public final class ValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    /** A failure whose whole reason may be shown for secrets too. */
    public ValueException(String rule) {
        this(rule, "");
    }

    /**
     * A failure.
     *
     * @param rule what was expected; never depends on the text
     * @param detail more, which may quote the text; empty for none
     */
    public ValueException(String rule, String detail) {
        super(detail.isEmpty() ? rule : rule + " (" + detail + ")");
        this.rule = rule;
    }

    /** What was expected, without anything of the text: fit for secrets. */
    public String rule() {
        return rule;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
