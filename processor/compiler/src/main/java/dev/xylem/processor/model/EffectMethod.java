package dev.xylem.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method that runs after commits.
 *
 * @param parameters those that mean values; of an effect for each instance of a family, first the change of that family
 * @param each what makes it one for each instance of a family; absent where it is none
 * @param holds the type of what it acquires and returns
 * @param isStatic whether the method is static
 * @param thrown the checked exceptions that the method declares
 * @param summary the first sentence of its Javadoc as plain text, or empty
 */
public record EffectMethod(
        String name,
        List<Parameter> parameters,
        Optional<Each> each,
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

    /** The parameters as the method declares them. */
    public List<Parameter> declared() {
        List<Parameter> declared = new ArrayList<>(parameters);
        each.ifPresent(e -> {
            declared.set(0, e.instance());
            declared.add(0, e.key());
        });
        return declared;
    }
}
