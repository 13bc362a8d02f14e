package dev.xylem.processor.check;

import dev.xylem.processor.check.Resolution.Failure;
import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.SwitchedOff;

/** Nothing reads what a constant has switched off. */
final class SwitchedOffRule implements Rule {
    @Override
    public Code code() {
        return Code.SWITCHED_OFF;
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        for (Failure failure : resolution.failures()) {
            if (failure instanceof Failure.Off kept) {
                SwitchedOff what = kept.what();
                report.add(
                        failure.parameter().position(),
                        "The parameter " + failure.parameter().name() + " means a value that "
                                + resolution.application().id().simpleName() + " does not have: " + what.shown()
                                + " is switched off, since the constant " + what.key() + " is " + what.text() + ".",
                        "write the same @OnlyIf above what reads it, or give the constant another value.");
            }
        }
    }
}
