package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.ArrayList;
import java.util.List;

/** A method is one thing. */
final class TwoRolesRule implements Rule {
    @Override
    public Code code() {
        return Code.TWO_ROLES;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            List<String> roles = new ArrayList<>();
            method.input().ifPresent(input -> roles.add("@Input"));
            if (method.derived()) {
                roles.add("@Derived");
            }
            method.fold().ifPresent(fold -> roles.add("@Fold"));
            method.constant().ifPresent(constant -> roles.add("@Constant"));
            if (method.effect()) {
                roles.add("@Effect");
            }
            if (roles.size() > 1) {
                report.add(
                        method.position(),
                        "The method " + method.name() + " is both " + String.join(" and ", roles) + ".",
                        "keep one of them.");
            }
        }
    }
}
