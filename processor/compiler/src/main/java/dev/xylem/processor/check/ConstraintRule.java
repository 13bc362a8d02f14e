package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Constraint;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.Optional;

/** A constraint fits the type it stands on and makes sense by itself. */
final class ConstraintRule implements Rule {
    @Override
    public Code code() {
        return Code.CONSTRAINT;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.input().isEmpty() && method.constant().isEmpty()
                    || method.result().isEmpty()) {
                continue;
            }
            for (Constraint constraint : method.constraints()) {
                Optional<String> problem =
                        Constraints.misfit(constraint, method.result().get());
                problem.ifPresent(text -> report.add(
                        Constraints.position(method, constraint),
                        text + " (on " + method.name() + ").",
                        "use a constraint that fits the type, or take it away."));
            }
        }
    }
}
