package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** An effect is a method that generated code can call, that reads something and returns nothing, or what is to be held. */
final class EffectMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.EFFECT_METHOD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (!method.effect() || method.isValue()) {
                continue;
            }
            if (method.flags().contains(Flag.ABSTRACT)) {
                report.add(method.position(), "The effect " + method.name() + " is abstract.", "give it a body.");
            } else if (method.visibility() == Visibility.PRIVATE) {
                report.add(
                        method.position(),
                        "The effect " + method.name() + " is private, so generated code cannot call it.",
                        "take 'private' away.");
            } else if (method.result().isPresent() && !method.flags().contains(Flag.CLOSEABLE)) {
                report.add(
                        method.position(),
                        "The effect " + method.name() + " returns "
                                + method.result().get().java().shortName() + ", which nobody would receive.",
                        "make it void, or return an AutoCloseable that is to be held; a value that others read is @Derived.");
            } else if (method.flags().contains(Flag.GENERIC)) {
                report.add(
                        method.position(),
                        "The effect " + method.name() + " has type parameters.",
                        "take them away; a value has one type.");
            } else if (method.parameters().isEmpty()) {
                report.add(
                        method.position(),
                        "The effect " + method.name() + " reads nothing, so nothing would ever cause it.",
                        "name the values that cause it as parameters.");
            }
        }
    }
}
