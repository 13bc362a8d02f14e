package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** A published value is always there. */
final class OptionalPublishedRule implements Rule {
    @Override
    public Code code() {
        return Code.OPTIONAL_PUBLISHED;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.publish().isPresent()
                    && method.computed()
                    && method.result().filter(ValueType::optional).isPresent()) {
                report.add(
                        method.position(),
                        "The published value " + method.name() + " is Optional, and a node cannot be published as"
                                + " absent.",
                        "return a plain value; let a text of your choice, such as an empty one, stand for nothing.");
            }
        }
    }
}
