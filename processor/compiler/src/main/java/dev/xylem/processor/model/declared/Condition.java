package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.Position;
import java.util.List;

/**
 * What {@code @OnlyIf} says.
 *
 * @param key the constant
 * @param is the texts with which it holds
 * @param position where it stands
 */
public record Condition(String key, List<String> is, Position position) {
    public Condition {
        is = List.copyOf(is);
    }
}
