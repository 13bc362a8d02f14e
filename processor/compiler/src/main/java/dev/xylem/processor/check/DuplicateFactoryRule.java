package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Factory;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An application has one factory for a type. */
final class DuplicateFactoryRule implements Rule {
    @Override
    public Code code() {
        return Code.DUPLICATE_FACTORY;
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        Map<JavaType, Factory> factories = new HashMap<>();
        Set<JavaType> needed = Assembler.dependencies(application).keySet();
        for (Factory factory : application.factories()) {
            Factory other = factories.putIfAbsent(factory.type(), factory);
            if (other != null && needed.contains(factory.type())) {
                report.add(
                        factory.position(),
                        "Both " + other.method() + "() and " + factory.method() + "() build the dependency "
                                + factory.type() + ".",
                        "keep one, or make the other private.");
            }
        }
    }
}
