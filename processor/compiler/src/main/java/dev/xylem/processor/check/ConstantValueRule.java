package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.ConstantMark;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** The text of a constant is a value of its type that keeps its constraints. */
final class ConstantValueRule implements Rule {
    @Override
    public Code code() {
        return Code.CONSTANT_VALUE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            method.constant()
                    .flatMap(ConstantMark::orElse)
                    .ifPresent(text -> check(method, text, "orElse", method.at("Constant", "orElse"), report));
        }
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (UseDeclaration use : application.uses()) {
            for (MethodDeclaration method : use.part().methods()) {
                method.constant()
                        .filter(mark ->
                                mark.given().isPresent() && !mark.given().equals(mark.orElse()))
                        .ifPresent(mark -> check(method, mark.given().get(), mark.origin(), method.position(), report));
            }
        }
    }

    private static void check(MethodDeclaration method, String text, String origin, Position at, Report report) {
        method.result()
                .flatMap(type -> Defaults.wrong(type, method.constraints(), text))
                .ifPresent(why -> report.add(
                        at,
                        "The text \"" + Names.printable(text) + "\" that " + origin + " gives to the constant "
                                + method.constant().orElseThrow().key() + " cannot be used for " + method.position()
                                + ", " + method.result().orElseThrow().java().shown() + ": " + why + ".",
                        "give a text that can be converted and keeps the constraints."));
    }
}
