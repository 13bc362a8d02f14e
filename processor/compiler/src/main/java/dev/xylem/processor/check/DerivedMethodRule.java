package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** A derived value is a method that generated code can call and that reads something. */
final class DerivedMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.DERIVED_METHOD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (!method.derived() && method.fold().isEmpty()
                    || method.effect()
                    || method.input().isPresent()) {
                continue;
            }
            String what = (method.derived() ? "The derived value " : "The fold ") + method.name();
            if (method.flags().contains(Flag.ABSTRACT)) {
                report.add(method.position(), what + " is abstract.", "give it a body, or make it an @Input.");
            } else if (method.visibility() == Visibility.PRIVATE) {
                report.add(
                        method.position(),
                        what + " is private, so generated code cannot call it.",
                        "take 'private' away.");
            } else if (method.result().isEmpty()) {
                report.add(
                        method.position(),
                        what + " returns nothing.",
                        "return the value; what is done for its effect is an @Effect.");
            } else if (method.flags().contains(Flag.GENERIC)) {
                report.add(method.position(), what + " has type parameters.", "take them away; a value has one type.");
            } else if (method.derived() && method.parameters().isEmpty()) {
                report.add(
                        method.position(),
                        what + " reads nothing, so it would never change.",
                        "name the values it reads as parameters, or make it a constant.");
            }
        }
    }
}
