package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ReservedNames;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.NamedPlace;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import java.util.Optional;

/** The names of generated classes are free. */
final class NameTakenRule implements Rule {
    @Override
    public Code code() {
        return Code.NAME_TAKEN;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        if (part.taken()) {
            report.add(
                    part.position(),
                    "The class " + part.id().companion() + " is to be generated for this part, but exists already.",
                    "rename one of them.");
        }
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        if (application.taken()) {
            report.add(
                    application.position(),
                    "The class " + application.id().program()
                            + " is to be generated for this application, but exists already.",
                    "rename one of them.");
        }
        for (NamedPlace method : application.defaultMethods()) {
            boolean own = ReservedNames.PART.contains(method.name());
            Optional<UseDeclaration> part = application.uses().stream()
                    .filter(use -> Assembler.name(use).equals(method.name()))
                    .findFirst();
            if (own || part.isPresent()) {
                report.add(
                        method.position(),
                        "The program has a method " + method.name() + "() of its own"
                                + part.map(p -> ", the view of the part "
                                                + p.part().id().simpleName())
                                        .orElse("")
                                + ".",
                        part.isPresent() ? "rename the method, or the part by @Part(name = …)." : "rename the method.");
            }
        }
    }
}
