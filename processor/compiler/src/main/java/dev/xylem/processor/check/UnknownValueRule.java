package dev.xylem.processor.check;

import dev.xylem.processor.check.Resolution.Failure;
import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.List;
import java.util.Optional;

/** A parameter means a value that exists. */
final class UnknownValueRule implements Rule {
    @Override
    public Code code() {
        return Code.UNKNOWN_VALUE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Locals locals = new Locals(part);
        for (MethodDeclaration reader : locals.readers()) {
            for (ParameterDeclaration parameter : locals.reads(reader)) {
                locals.name(parameter)
                        .filter(name -> locals.value(parameter).isEmpty())
                        .ifPresent(name ->
                                unknown(parameter.position(), part.id().simpleName(), name, locals.names(), report));
            }
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        for (Failure failure : resolution.failures()) {
            if (failure instanceof Failure.NoValue none) {
                unknown(
                        failure.parameter().position(),
                        none.in().part().id().simpleName(),
                        none.name(),
                        none.candidates(),
                        report);
            } else if (failure instanceof Failure.NoInput none) {
                report.add(
                        failure.parameter().position(),
                        "No input of " + resolution.application().id().simpleName() + " is bound to the path "
                                + none.path() + "."
                                + Words.nearest(none.path(), none.candidates())
                                        .map(near -> " Did you mean " + near + "?")
                                        .orElse(""),
                        "correct the path, or declare an @Input for it.");
            }
        }
    }

    private static void unknown(Position at, String part, String name, List<String> candidates, Report report) {
        Optional<String> near = Words.nearest(name, candidates);
        report.add(
                at,
                "The part " + part + " has no value named " + name + "."
                        + near.map(text -> " Did you mean " + text + "?").orElse(""),
                candidates.isEmpty()
                        ? "declare an @Input or a @Derived value of that name."
                        : "name the parameter like the value it reads, or say which by @From; " + part + " has "
                                + Words.some(candidates) + ".");
    }
}
