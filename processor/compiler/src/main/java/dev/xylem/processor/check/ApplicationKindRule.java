package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ClassKind;
import dev.xylem.processor.model.declared.Flag;

/** An application is an interface without type parameters that its package can see. */
final class ApplicationKindRule implements Rule {
    @Override
    public Code code() {
        return Code.APPLICATION_KIND;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        String name = application.id().simpleName();
        if (application.kind() != ClassKind.INTERFACE) {
            report.add(
                    application.position(),
                    "@Synthesize stands on " + application.kind() + ", " + name + ".",
                    "make it an interface; the program is generated and implements it.");
        } else if (application.flags().contains(Flag.SEALED)) {
            report.add(
                    application.position(),
                    "The application " + name + " is sealed, so its program cannot implement it.",
                    "write 'interface " + name + "'.");
        } else if (application.flags().contains(Flag.GENERIC)) {
            report.add(
                    application.position(),
                    "The application " + name + " has type parameters, and nobody to say what they stand for.",
                    "take them away.");
        } else if (application.visibility() == Visibility.PRIVATE) {
            report.add(
                    application.position(),
                    "The application " + name + " is private, so its program cannot implement it.",
                    "take 'private' away from it and from the classes around it.");
        }
    }
}
