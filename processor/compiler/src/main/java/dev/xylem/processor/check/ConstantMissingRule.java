package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.ArrayList;
import java.util.List;

/** Every constant of an application has a value. */
final class ConstantMissingRule implements Rule {
    @Override
    public Code code() {
        return Code.CONSTANT_MISSING;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        List<String> missing = new ArrayList<>();
        String first = "";
        for (MethodDeclaration method : application.constants().values()) {
            var mark = method.constant().orElseThrow();
            if (mark.given().isEmpty()) {
                first = missing.isEmpty() ? mark.key() : first;
                missing.add(mark.key() + " ("
                        + method.result().map(type -> type.java().shown() + " ").orElse("") + method.position() + ")");
            }
        }
        if (!missing.isEmpty()) {
            report.add(
                    application.position(),
                    (missing.size() == 1 ? "A constant of " : "Constants of ")
                            + application.id().simpleName() + (missing.size() == 1 ? " has" : " have") + " no value: "
                            + String.join(", ", missing) + ".",
                    "give the compiler -Axylem.set." + first
                            + "=…, name a properties file by -Axylem.constants, or write @Constant(orElse = …).");
        }
    }
}
