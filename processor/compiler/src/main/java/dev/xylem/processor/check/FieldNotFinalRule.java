package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.FieldDeclaration;
import dev.xylem.processor.model.declared.Flag;

/** A part keeps no state of its own. */
final class FieldNotFinalRule implements Rule {
    @Override
    public Code code() {
        return Code.FIELD_NOT_FINAL;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (FieldDeclaration field : part.fields()) {
            if (!field.flags().contains(Flag.STATIC) && !field.flags().contains(Flag.FINAL)) {
                report.add(
                        field.position(),
                        "The field " + field.name() + " of the part "
                                + part.id().simpleName()
                                + " is not final: what it holds would change outside of any commit.",
                        "make it final, or make it a value of the part.");
            }
        }
    }
}
