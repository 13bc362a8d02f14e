package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.ClassKind;
import dev.xylem.processor.model.declared.Flag;

/** A part is an abstract class without type parameters that needs no object around it. */
final class PartKindRule implements Rule {
    @Override
    public Code code() {
        return Code.PART_KIND;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        String name = part.id().simpleName();
        if (part.kind() != ClassKind.CLASS) {
            report.add(
                    part.position(),
                    "@Part stands on " + part.kind() + ", " + name + ".",
                    "make it an abstract class; what it needs comes by its constructor.");
        } else if (!part.flags().contains(Flag.ABSTRACT)) {
            report.add(
                    part.position(),
                    "The part " + name + " is not abstract, so nothing can be generated for it.",
                    "write 'abstract class " + name + "'.");
        } else if (part.flags().contains(Flag.SEALED)) {
            report.add(
                    part.position(),
                    "The part " + name + " is sealed, so its companion cannot extend it.",
                    "write 'abstract class " + name + "'; a part has no other subclasses anyway.");
        } else if (part.flags().contains(Flag.GENERIC)) {
            report.add(
                    part.position(),
                    "The part " + name + " has type parameters, and nobody to say what they stand for.",
                    "take them away; put shared code in a class that the part calls.");
        } else if (part.needsOuter()) {
            report.add(
                    part.position(),
                    "The part " + name + " is an inner class, which cannot be made without an object around it.",
                    "write 'static abstract class " + name + "', or give it a file of its own.");
        } else if (part.visibility() == Visibility.PRIVATE) {
            report.add(
                    part.position(),
                    "The part " + name + " is private, so its companion cannot extend it.",
                    "take 'private' away from it and from the classes around it.");
        }
    }
}
