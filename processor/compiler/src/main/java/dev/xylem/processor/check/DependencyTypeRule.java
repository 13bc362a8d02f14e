package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.PrimitiveKind;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.HashSet;
import java.util.Set;

/** A dependency has a type that tells what it is. */
final class DependencyTypeRule implements Rule {
    @Override
    public Code code() {
        return Code.DEPENDENCY_TYPE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration constructor : part.constructors()) {
            Set<JavaType> seen = new HashSet<>();
            for (ParameterDeclaration parameter : constructor.parameters()) {
                if (!telling(parameter.type())) {
                    report.add(
                            parameter.position(),
                            "The dependency " + parameter.name() + " is of type "
                                    + parameter.type().shortName() + ", which does not tell what it is for.",
                            "wrap it in a type of its own, such as a record; or read it as an @Input.");
                } else if (!seen.add(parameter.type())) {
                    report.add(
                            parameter.position(),
                            "The constructor asks twice for the type "
                                    + parameter.type().shortName() + ", and would get the same object twice.",
                            "ask once, or wrap one of them in a type of its own.");
                }
            }
        }
    }

    private static boolean telling(JavaType type) {
        return type instanceof JavaType.Declared declared
                && !declared.id().equals(ClassId.of("java.lang", "String"))
                && !declared.id().equals(ClassId.of("java.lang", "Object"))
                && PrimitiveKind.boxedBy(declared.id()).isEmpty();
    }
}
