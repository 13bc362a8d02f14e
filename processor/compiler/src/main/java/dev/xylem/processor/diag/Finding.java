package dev.xylem.processor.diag;

import dev.xylem.processor.model.Position;

/**
 * Something wrong in the user's source.
 *
 * @param at where
 * @param what what is wrong, a sentence
 * @param mend what to do about it, a sentence
 */
public record Finding(Code code, Position at, String what, String mend) {
    /** The text of the diagnostic. */
    public String text() {
        return "[" + code.text() + "] " + what + "\n  Where: " + at + "\n  Mend: " + mend + "\n  See: " + code.link();
    }
}
