package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Visibility;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;

/** The types of a part can be named by its companion. */
final class PrivateTypeRule implements Rule {
    @Override
    public Code code() {
        return Code.PRIVATE_TYPE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.isMarked() && method.result().isPresent() && method.resultVisibility() == Visibility.PRIVATE) {
                hidden(method.result().get().java(), method.name(), method.position(), report);
            }
        }
        // The parameters of other methods have the types of values, which are looked at where they are declared.
        for (MethodDeclaration constructor : part.constructors()) {
            for (ParameterDeclaration parameter : constructor.parameters()) {
                if (parameter.visibility() == Visibility.PRIVATE) {
                    hidden(parameter.type(), parameter.name(), parameter.position(), report);
                }
            }
        }
    }

    private static void hidden(JavaType type, String name, Position at, Report report) {
        report.add(
                at,
                "The type " + type.shown() + " of " + name + " is private, so generated code cannot name it.",
                "take 'private' away from it and from the classes around it.");
    }
}
