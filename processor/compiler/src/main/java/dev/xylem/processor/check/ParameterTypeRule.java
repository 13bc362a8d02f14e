package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Graph.EffectNode;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.List;
import java.util.Optional;

/** A parameter has the type of the value that it means. */
final class ParameterTypeRule implements Rule {
    @Override
    public Code code() {
        return Code.PARAMETER_TYPE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Locals locals = new Locals(part);
        for (MethodDeclaration reader : locals.readers()) {
            for (ParameterDeclaration parameter : locals.reads(reader)) {
                if (parameter.isChange() && reader.computed()) {
                    report.add(
                            parameter.position(),
                            (reader.derived() ? "The derived value " : "The fold ") + reader.name()
                                    + " takes a Change, but it may read only the values" + " of one commit.",
                            "take the value itself; Change is for @Effect methods.");
                    continue;
                }
                Optional<ValueType> type = locals.previous(reader, parameter)
                        ? reader.result()
                        : locals.value(parameter).flatMap(locals::type);
                if (type.isPresent() && !fits(parameter.valueType(), type.get())) {
                    misfit(
                            parameter.name(),
                            parameter.type(),
                            parameter.isChange(),
                            type.get(),
                            parameter.position(),
                            report);
                }
            }
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Derived derived) {
                check(resolution, derived.parameters(), node.arguments(), report);
            }
        }
        for (EffectNode node : resolution.effects()) {
            check(resolution, node.effect().parameters(), node.arguments(), report);
        }
    }

    private static void check(
            Resolution resolution, List<Parameter> parameters, List<Integer> arguments, Report report) {
        for (int i = 0; i < parameters.size(); i++) {
            if (arguments.get(i) != Resolution.NOTHING) {
                Parameter parameter = parameters.get(i);
                ValueType type =
                        resolution.nodes().get(arguments.get(i)).value().type();
                if (!fits(parameter.type(), type)) {
                    misfit(
                            parameter.name(),
                            parameter.declared(),
                            parameter.change(),
                            type,
                            parameter.position(),
                            report);
                }
            }
        }
    }

    private static boolean fits(JavaType parameter, ValueType value) {
        return parameter.boxed().equals(value.java().boxed());
    }

    private static void misfit(
            String name, JavaType declared, boolean change, ValueType value, Position at, Report report) {
        String wanted = change
                ? "Change<" + value.java().boxed().shown() + ">"
                : value.java().shown();
        report.add(
                at,
                "The parameter " + name + " is declared as " + declared.shown() + ", but the value it means is of type "
                        + value.java().shown() + ".",
                "declare it as " + wanted + ", or say by @From which other value it means.");
    }
}
