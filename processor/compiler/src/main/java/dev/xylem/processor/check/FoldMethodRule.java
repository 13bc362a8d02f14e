package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.List;

/** A fold reads its own previous value once, and others besides; it is reset by some of those. */
final class FoldMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.FOLD_METHOD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Locals locals = new Locals(part);
        for (MethodDeclaration method : part.methods()) {
            if (method.fold().isPresent()) {
                check(method, locals, report);
            }
        }
    }

    private static void check(MethodDeclaration method, Locals locals, Report report) {
        List<ParameterDeclaration> previous = method.parameters().stream()
                .filter(parameter -> locals.previous(method, parameter))
                .toList();
        String name = method.name();
        if (previous.isEmpty()) {
            String type = method.result().map(t -> t.java().shown()).orElse("…");
            report.add(
                    method.position(),
                    "The fold " + name + " does not read its own previous value.",
                    "add the parameter '" + type + " previous'; a value that depends on others only is @Derived.");
            return;
        }
        if (previous.size() > 1) {
            report.add(
                    previous.get(1).position(),
                    "The fold " + name + " reads its own previous value twice.",
                    "keep one of these parameters.");
        } else if (method.parameters().size() == 1 && method.each().isEmpty()) {
            report.add(
                    method.position(),
                    "The fold " + name + " reads nothing but its own previous value, so it would never change.",
                    "name the values that change it as further parameters.");
        }
        List<String> others = locals.reads(method).stream()
                .filter(parameter -> !previous.contains(parameter))
                .map(ParameterDeclaration::name)
                .toList();
        for (String reset : method.fold().orElseThrow().resetOn()) {
            if (!others.contains(reset)) {
                report.add(
                        method.at("Fold", "resetOn"),
                        "The fold " + name + " is to be reset by " + reset + ", which is none of its other parameters."
                                + Words.nearest(reset, others)
                                        .map(near -> " Did you mean " + near + "?")
                                        .orElse(""),
                        "name one of its parameters, or add one of that name.");
            }
        }
    }
}
