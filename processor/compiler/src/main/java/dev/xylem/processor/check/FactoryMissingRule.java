package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Factory;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import java.util.List;
import java.util.Map;

/** Where a program is to have a main, every dependency can be built. */
final class FactoryMissingRule implements Rule {
    @Override
    public Code code() {
        return Code.FACTORY_MISSING;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        Map<JavaType, String> needed = Assembler.dependencies(application);
        List<JavaType> offered =
                application.factories().stream().map(Factory::type).toList();
        boolean wanted = !application.exports().isEmpty() || offered.stream().anyMatch(needed::containsKey);
        List<String> missing = needed.keySet().stream()
                .filter(type -> !offered.contains(type))
                .map(JavaType::toString)
                .sorted()
                .toList();
        if (wanted && !missing.isEmpty()) {
            report.add(
                    application.position(),
                    "The program cannot have a main: nothing builds " + String.join(", ", missing) + ".",
                    "add to " + application.id().simpleName()
                            + (missing.size() == 1
                                    ? " a static method without parameters that returns it."
                                    : " a static method without parameters for each of them."));
        }
    }
}
