package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.List;

/** A part has one constructor, which its companion can call. */
final class ConstructorRule implements Rule {
    @Override
    public Code code() {
        return Code.CONSTRUCTOR;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        List<MethodDeclaration> constructors = part.constructors();
        if (constructors.size() > 1) {
            report.add(
                    constructors.get(1).position(),
                    "The part " + part.id().simpleName() + " has " + constructors.size()
                            + " constructors, so it is not clear what it depends on.",
                    "keep one; its parameters are the dependencies.");
            return;
        }
        for (MethodDeclaration constructor : constructors) {
            if (constructor.visibility() == Visibility.PRIVATE) {
                report.add(
                        constructor.position(),
                        "The constructor of the part " + part.id().simpleName() + " is private.",
                        "make it protected, so that the companion can call it.");
            } else if (constructor.flags().contains(Flag.GENERIC)) {
                report.add(
                        constructor.position(),
                        "The constructor of the part " + part.id().simpleName() + " has type parameters.",
                        "take them away; a dependency has one type.");
            }
        }
    }
}
