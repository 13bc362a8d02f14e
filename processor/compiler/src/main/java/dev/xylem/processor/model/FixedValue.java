package dev.xylem.processor.model;

import java.util.Optional;

/**
 * What makes a value a constant.
 *
 * @param text its text; absent where only the part is looked at
 * @param origin where the text comes from
 */
public record FixedValue(String key, Optional<String> text, String origin) {}
