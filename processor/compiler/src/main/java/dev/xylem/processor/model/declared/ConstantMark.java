package dev.xylem.processor.model.declared;

import java.util.Optional;

/**
 * What {@code @Constant} says.
 *
 * @param orElse the text where nothing else is given
 * @param given the text that holds, in an application that knows it
 * @param origin where that comes from
 */
public record ConstantMark(String key, Optional<String> orElse, Optional<String> given, String origin) {
    /** The same in an application that gives it a text. */
    public ConstantMark with(String text, String from) {
        return new ConstantMark(key, orElse, Optional.of(text), from);
    }
}
