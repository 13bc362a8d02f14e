package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** A value cannot change behind the back of its commit. */
final class MutableTypeRule implements Rule {
    @Override
    public Code code() {
        return Code.MUTABLE_TYPE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.values()) {
            method.result()
                    .flatMap(type -> Mutability.of(type.java()))
                    .ifPresent(what -> report.add(
                            method.position(),
                            "The value " + method.name() + " is of type "
                                    + method.result().get().java().shown() + ", and " + what
                                    + " can be changed in place.",
                            "return an immutable type, such as a record, a List made by List.copyOf, or java.time."));
        }
    }
}
