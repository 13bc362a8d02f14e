package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.HashMap;
import java.util.Map;

/** The values and effects of a part have different names. */
final class DuplicateValueRule implements Rule {
    @Override
    public Code code() {
        return Code.DUPLICATE_VALUE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Map<String, MethodDeclaration> names = new HashMap<>();
        for (MethodDeclaration method : part.methods()) {
            if (method.isMarked() && names.putIfAbsent(method.name(), method) != null) {
                report.add(
                        method.position(),
                        "The part " + part.id().simpleName() + " has two values or effects named " + method.name()
                                + ".",
                        "rename one; parameters find values by name.");
            }
        }
    }
}
