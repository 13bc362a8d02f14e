package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** Every abstract method of a part is an input. */
final class AbstractMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.ABSTRACT_METHOD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.flags().contains(Flag.ABSTRACT) && !method.isMarked()) {
                report.add(
                        method.position(),
                        "The abstract method " + method.name() + " says nothing of where its value comes from.",
                        "write @Input(path) above it, or give it a body.");
            }
        }
        for (String inherited : part.inherited()) {
            report.add(
                    part.position(),
                    "The part " + part.id().simpleName() + " inherits the abstract method " + inherited
                            + ", which nothing implements.",
                    "implement it in the part.");
        }
    }
}
