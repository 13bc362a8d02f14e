package dev.xylem.processor.model;

import java.util.List;

/**
 * A method that runs after commits.
 *
 * @param isStatic whether the method is static
 * @param thrown the checked exceptions that the method declares
 * @param summary the first sentence of its Javadoc as plain text, or empty
 */
public record EffectMethod(
        String name,
        List<Parameter> parameters,
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
