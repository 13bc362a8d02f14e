package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.Stray;

/** Annotations stand where something looks at them. */
final class MisplacedRule implements Rule {
    @Override
    public Code code() {
        return Code.MISPLACED;
    }

    @Override
    public void stray(Stray stray, Report report) {
        String type = stray.position().type().simpleName();
        report.add(
                stray.position(),
                "@" + stray.annotation() + " means nothing here, since " + type + " has no @" + stray.needs() + ".",
                "write @" + stray.needs() + " above " + type + ", or take @" + stray.annotation() + " away.");
    }
}
