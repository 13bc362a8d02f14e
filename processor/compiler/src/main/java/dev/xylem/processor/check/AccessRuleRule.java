package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ApplicationDeclaration;

/** The access rule of an application can be constructed. */
final class AccessRuleRule implements Rule {
    @Override
    public Code code() {
        return Code.ACCESS_RULE;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        application
                .access()
                .filter(access -> !access.usable())
                .ifPresent(access -> report.add(
                        access.position(),
                        "The program cannot construct the access rule " + access.id() + ".",
                        "make it a public class, not abstract, with a public constructor without parameters."));
    }
}
