package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** An input is an abstract method without parameters that returns its value. */
final class InputMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.INPUT_METHOD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.input().isEmpty() || method.computed() || method.effect()) {
                continue;
            }
            String name = method.name();
            if (!method.flags().contains(Flag.ABSTRACT)) {
                report.add(
                        method.position(),
                        "The input " + name + " is "
                                + (method.flags().contains(Flag.STATIC) ? "static" : "not abstract")
                                + ", so its body would be in the way of the store.",
                        "write 'abstract' and no body; a value computed from others is @Derived.");
            } else if (method.result().isEmpty()) {
                report.add(
                        method.position(), "The input " + name + " returns nothing.", "return the type of the value.");
            } else if (!method.parameters().isEmpty()) {
                report.add(
                        method.position(),
                        "The input " + name + " has parameters.",
                        "take them away; an input is one node of the store.");
            } else if (method.flags().contains(Flag.GENERIC)) {
                report.add(
                        method.position(),
                        "The input " + name + " has type parameters.",
                        "take them away; a value has one type.");
            } else if (!method.thrown().isEmpty()) {
                report.add(
                        method.position(),
                        "The input " + name + " declares that it throws "
                                + method.thrown().get(0).shortName() + ", but reading a value never fails.",
                        "take 'throws' away.");
            }
        }
    }
}
