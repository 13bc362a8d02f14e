package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.HashSet;
import java.util.Set;

/** A program can see the parts it uses and the types of their values and dependencies. */
final class NotVisibleRule implements Rule {
    @Override
    public Code code() {
        return Code.NOT_VISIBLE;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        Set<ClassId> seen = new HashSet<>();
        for (UseDeclaration use : application.uses()) {
            ClassDeclaration part = use.part();
            String home = application.id().packageName();
            if (part.id().packageName().equals(home) || !seen.add(part.id())) {
                continue;
            }
            if (part.visibility() != Visibility.PUBLIC) {
                report.add(
                        use.position(),
                        "The part " + part.id() + " is not public, but used from the package " + home + ".",
                        "make it and the classes around it public, or move one of them.");
                continue;
            }
            for (MethodDeclaration method : part.methods()) {
                if (method.isMarked()
                        && method.result().isPresent()
                        && method.resultVisibility() != Visibility.PUBLIC) {
                    hidden(use, method.position(), method.result().get().java(), "value " + method.name(), report);
                }
            }
            for (MethodDeclaration constructor : part.constructors()) {
                for (ParameterDeclaration parameter : constructor.parameters()) {
                    if (parameter.visibility() != Visibility.PUBLIC) {
                        hidden(use, parameter.position(), parameter.type(), "dependency " + parameter.name(), report);
                    }
                }
            }
        }
    }

    private static void hidden(UseDeclaration use, Position at, JavaType type, String what, Report report) {
        report.add(
                at,
                "The type " + type.shown() + " of the " + what
                        + " is not public, but the part is used from another package.",
                "make the type public, or move " + use.part().id().simpleName() + " and the application together.");
    }
}
