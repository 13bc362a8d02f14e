package dev.xylem.processor.check;

import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Source;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The references of a part to its own values, which can be looked at without an application. */
final class Locals {
    private final ClassDeclaration part;
    private final Map<String, MethodDeclaration> values = new LinkedHashMap<>();

    Locals(ClassDeclaration part) {
        this.part = part;
        part.values().forEach(value -> values.putIfAbsent(value.name(), value));
    }

    /** The names of the values. */
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** The value of a name. */
    Optional<MethodDeclaration> named(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value that a method reads by a parameter, if it is one of this part. */
    Optional<MethodDeclaration> value(ParameterDeclaration parameter) {
        return name(parameter).map(values::get);
    }

    /** The name of the value that a parameter means, if it means one of this part. */
    Optional<String> name(ParameterDeclaration parameter) {
        return parameter.source() instanceof Source.Named named
                        && named.part().orElse(part.id()).equals(part.id())
                        && named.use().isEmpty()
                ? Optional.of(named.value())
                : Optional.empty();
    }

    /** The type of a value as others read it: a fold for each instance of a family makes a family. */
    Optional<ValueType> type(MethodDeclaration value) {
        List<ParameterDeclaration> own = own(value);
        if (value.each().isEmpty() || value.fold().isEmpty() || own.isEmpty()) {
            return value.result();
        }
        return value.result()
                .map(state -> new ValueType.Opaque(
                        new JavaType.Declared(
                                TreeType.FAMILY,
                                List.of(own.get(0).type().boxed(), state.java().boxed())),
                        "has a state for each instance"));
    }

    /** The type of the family for whose instances a method is, if there is such a family. */
    Optional<JavaType.Declared> family(MethodDeclaration method) {
        return method.each()
                .map(values::get)
                .flatMap(this::type)
                .map(ValueType::java)
                .filter(TreeType::isFamily)
                .map(JavaType.Declared.class::cast);
    }

    /** The parameters without the one for the previous value of a fold. */
    List<ParameterDeclaration> own(MethodDeclaration method) {
        return method.parameters().stream()
                .filter(parameter -> !previous(method, parameter))
                .toList();
    }

    /** The parameters that mean values by themselves: all but those for the key and for the instance of a family. */
    List<ParameterDeclaration> reads(MethodDeclaration method) {
        if (method.each().isEmpty()) {
            return method.parameters();
        }
        List<ParameterDeclaration> own = own(method);
        List<ParameterDeclaration> reads = new ArrayList<>(method.parameters());
        reads.removeAll(own.subList(0, Math.min(2, own.size())));
        return reads;
    }

    /** Whether a parameter of a fold means the fold itself, whose previous value it then gets. */
    boolean previous(MethodDeclaration fold, ParameterDeclaration parameter) {
        return fold.fold().isPresent()
                && name(parameter).filter(fold.name()::equals).isPresent();
    }

    /** The methods whose parameters mean values, in the order of declaration. */
    List<MethodDeclaration> readers() {
        List<MethodDeclaration> readers = new ArrayList<>();
        for (MethodDeclaration method : part.methods()) {
            if (method.computed() || method.effect()) {
                readers.add(method);
            }
        }
        return readers;
    }
}
