package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.ReservedNames;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import java.util.HashMap;
import java.util.Map;

/** The setters of the builder have names of their own. */
final class DependencyNameRule implements Rule {
    @Override
    public Code code() {
        return Code.DEPENDENCY_NAME;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        Map<String, JavaType> types = new HashMap<>();
        Assembler.dependencies(application).forEach((type, name) -> {
            JavaType other = types.putIfAbsent(name, type);
            if (other != null) {
                report.add(
                        application.position(),
                        "The dependencies " + other + " and " + type + " would both be set by builder()." + name
                                + "(…).",
                        "wrap one of them in a type of its own.");
            } else if (ReservedNames.DEPENDENCY.contains(name)
                    || ReservedNames.OBJECT.contains(name)
                    || Names.isKeyword(name)) {
                report.add(
                        application.position(),
                        "The dependency " + type + " would be set by builder()." + name + "(…), a name that is taken.",
                        "wrap it in a type with another name.");
            }
        });
    }
}
