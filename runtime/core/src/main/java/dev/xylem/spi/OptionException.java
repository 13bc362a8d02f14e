package dev.xylem.spi;

import java.io.IOException;

/** An export cannot be served because of one of its {@linkplain Exporter#options further options}. */
public final class OptionException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * A problem of one option.
     *
     * @param option its name without dashes
     * @param message what is wrong, where, and how to mend it
     */
    public OptionException(String option, String message) {
        super(message);
        this.option = option;
    }

    /** The name of the option, without dashes. */
    public String option() {
        return option;
    }
}
