package dev.xylem.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * A method that runs after commits.
 *
 * @param holds the type of what it acquires and returns
 * @param isStatic whether the method is static
 * @param thrown the checked exceptions that the method declares
 * @param summary the first sentence of its Javadoc as plain text, or empty
 */
public record EffectMethod(
        String name,
        List<Parameter> parameters,
        Optional<JavaType> holds,
        boolean isStatic,
        List<JavaType> thrown,
        Visibility visibility,
        String summary,
        Position position) {
    public EffectMethod {
        parameters = List.copyOf(parameters);
        thrown = List.copyOf(thrown);
    }
}
