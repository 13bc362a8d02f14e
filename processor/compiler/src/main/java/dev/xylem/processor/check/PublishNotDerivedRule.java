package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** Only derived values are published. */
final class PublishNotDerivedRule implements Rule {
    @Override
    public Code code() {
        return Code.PUBLISH_NOT_DERIVED;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.publish().isPresent() && !method.computed()) {
                report.add(
                        method.position(),
                        "@Publish stands on " + method.name() + ", which is no derived value.",
                        method.input().isPresent()
                                ? "take it away; the node of an input is in the store already."
                                : "write @Derived beside it, or take it away.");
            }
        }
    }
}
