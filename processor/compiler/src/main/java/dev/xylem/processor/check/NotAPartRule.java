package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;

/** What an application lists is a part. */
final class NotAPartRule implements Rule {
    @Override
    public Code code() {
        return Code.NOT_A_PART;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (UseDeclaration use : application.uses()) {
            if (use.part().partName().isEmpty()) {
                report.add(
                        use.position(),
                        use.part().id() + " is listed as a part but has no @Part.",
                        "write @Part above the class, or take it out of @Synthesize.");
            }
        }
    }
}
