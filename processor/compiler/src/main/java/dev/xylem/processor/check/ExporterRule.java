package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.ComponentDeclaration;
import java.util.HashSet;
import java.util.Set;

/** The exports of an application can be constructed. */
final class ExporterRule implements Rule {
    @Override
    public Code code() {
        return Code.EXPORTER;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        Set<ClassId> seen = new HashSet<>();
        for (ComponentDeclaration export : application.exports()) {
            if (!export.implementsIt()) {
                report.add(
                        export.position(),
                        export.id() + " is no export: it does not implement dev.xylem.spi.Exporter.",
                        "name a class that does, such as dev.xylem.xenstore.Xenstore.");
            } else if (!export.usable()) {
                report.add(
                        export.position(),
                        "The program cannot construct the export " + export.id() + ".",
                        "make it a public class, not abstract, with a public constructor without parameters.");
            } else if (!seen.add(export.id())) {
                report.add(export.position(), export.id() + " is exported twice.", "name it once.");
            }
        }
    }
}
