package dev.xylem.processor.check;

import dev.xylem.processor.model.Source;
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
