package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;

/** A part that comes as a class file was compiled by the processor. */
final class NotProcessedRule implements Rule {
    @Override
    public Code code() {
        return Code.NOT_PROCESSED;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (UseDeclaration use : application.uses()) {
            if (!use.part().fromSource() && !use.part().described()) {
                report.add(
                        use.position(),
                        "The part " + use.part().id() + " was compiled without the processor: its companion "
                                + use.part().id().companion().simpleName() + " is missing or out of date.",
                        "compile its module again with xylem-processor among the annotationProcessorPaths.");
            }
        }
    }
}
