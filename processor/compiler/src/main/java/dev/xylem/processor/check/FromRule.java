package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration.FromMark;

/** What a parameter says of its source makes sense by itself. */
final class FromRule implements Rule {
    @Override
    public Code code() {
        return Code.FROM;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            for (ParameterDeclaration parameter : method.parameters()) {
                parameter.from().ifPresent(from -> check(method, parameter, from, report));
            }
        }
        for (MethodDeclaration constructor : part.constructors()) {
            for (ParameterDeclaration parameter : constructor.parameters()) {
                parameter
                        .from()
                        .ifPresent(from -> report.add(
                                parameter.position(),
                                "@From stands on the dependency " + parameter.name() + ", which is no value.",
                                "take it away; values are read by @Derived and @Effect methods."));
            }
        }
    }

    private static void check(MethodDeclaration method, ParameterDeclaration parameter, FromMark from, Report report) {
        boolean named = from.part().isPresent()
                || !from.use().isEmpty()
                || !from.value().isEmpty();
        if (method.computed() || method.effect()) {
            if (named && !from.path().isEmpty()) {
                report.add(
                        parameter.position(),
                        "@From names both a path and a value for " + parameter.name() + ".",
                        "keep either path, or part, use and value.");
            }
        }
    }
}
