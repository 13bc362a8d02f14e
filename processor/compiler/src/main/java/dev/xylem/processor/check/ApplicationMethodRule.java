package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.NamedPlace;

/** Nothing is left to implement in an application. */
final class ApplicationMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.APPLICATION_METHOD;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (NamedPlace method : application.abstractMethods()) {
            report.add(
                    method.position(),
                    "Nothing implements the method " + method.name() + " of the application "
                            + application.id().simpleName() + ".",
                    "take it away, or make it 'default'; values are declared in parts.");
        }
    }
}
