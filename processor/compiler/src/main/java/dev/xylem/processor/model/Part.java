package dev.xylem.processor.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part, read from source or from a class file and its companion's description.
 *
 * @param id the class
 * @param name the name under which programs offer it
 * @param fromSource whether it is compiled now, so that its companion is to be generated
 * @param dependencies the parameters of its constructor
 * @param thrown the checked exceptions that its constructor declares
 * @param values inputs and derived values in the order of declaration
 * @param effects in the order of declaration
 * @param conditional the values that some programs do not have, with the constants that decide
 * @param visibility from where the class can be used
 * @param hiding simple names that mean something else inside of generated subclasses than an import would say
 * @param summary the first sentence of its Javadoc as plain text, or empty
 */
public record Part(
        ClassId id,
        String name,
        boolean fromSource,
        List<Dependency> dependencies,
        List<JavaType> thrown,
        List<Value> values,
        List<EffectMethod> effects,
        Map<String, String> conditional,
        Visibility visibility,
        List<String> hiding,
        String summary,
        Position position) {
    public Part {
        dependencies = List.copyOf(dependencies);
        thrown = List.copyOf(thrown);
        values = List.copyOf(values);
        effects = List.copyOf(effects);
        conditional = Map.copyOf(conditional);
        hiding = List.copyOf(hiding);
    }

    /** The value of a name. */
    public Optional<Value> value(String valueName) {
        return values.stream().filter(v -> v.name().equals(valueName)).findFirst();
    }
}
