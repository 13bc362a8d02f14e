package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.Position;

/**
 * An annotation that stands where nothing looks at it.
 *
 * @param annotation its simple name
 * @param needs the annotation that is missing on the class around it
 */
public record Stray(String annotation, String needs, Position position) {}
