package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration.FromMark;

/** A declared path is one that the store can have. */
final class PathRule implements Rule {
    @Override
    public Code code() {
        return Code.PATH;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            method.input().ifPresent(input -> check(input.path(), method.at("Input", "value"), report));
            method.publish().ifPresent(path -> check(path, method.at("Publish", "value"), report));
            for (ParameterDeclaration parameter : method.parameters()) {
                parameter
                        .from()
                        .map(FromMark::path)
                        .filter(path -> !path.isEmpty())
                        .ifPresent(path -> check(path, parameter.position(), report));
            }
        }
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (UseDeclaration use : application.uses()) {
            if (use.base().startsWith("/")) {
                report.add(
                        use.position(),
                        "The base \"" + use.base() + "\" is absolute, but a base starts at the home of the program.",
                        "write it without the leading slash.");
            } else if (!use.base().isEmpty()) {
                check(use.base(), use.position(), report);
            }
        }
    }

    private static void check(String path, Position at, Report report) {
        Paths.wrong(path)
                .ifPresent(wrong -> report.add(
                        at, "The path \"" + Names.printable(path) + "\" " + wrong.why() + ".", wrong.mend()));
    }
}
