package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Dependency;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.ReservedNames;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Values, effects and parts have names that generated classes can use. */
final class ReservedNameRule implements Rule {
    @Override
    public Code code() {
        return Code.RESERVED_NAME;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Set<String> inputs = part.values().stream().map(MethodDeclaration::name).collect(Collectors.toSet());
        Set<String> bridges = part.methods().stream()
                .filter(method -> method.computed() || method.effect())
                .map(method -> method.name() + "$")
                .collect(Collectors.toSet());
        for (MethodDeclaration method : part.methods()) {
            String name = method.name();
            if (!method.isMarked()) {
                if (bridges.contains(name)) {
                    taken(method.position(), name, "names with '$' are kept for generated code", report);
                }
                continue;
            }
            if (name.contains("$")) {
                taken(method.position(), name, "names with '$' are kept for generated code", report);
            } else if (method.isValue()
                    && (ReservedNames.OBJECT.contains(name) || ReservedNames.VALUE.contains(name))) {
                taken(method.position(), name, "generated classes have a method of that name", report);
            } else if (method.isValue()) {
                clearer(name, inputs)
                        .ifPresent(input -> taken(method.position(), name, "it clears the input " + input, report));
            }
        }
        String name = Assembler.name(part);
        if (!Names.isIdentifier(name) || name.contains("$")) {
            report.add(
                    part.position(),
                    "The name \"" + Names.printable(name) + "\" of the part "
                            + part.id().simpleName() + " cannot be the name of a method.",
                    "give it another by @Part(name = …).");
        } else if (reserved(name)) {
            report.add(
                    part.position(),
                    "The part " + part.id().simpleName() + " cannot be named " + name
                            + ": programs have a method of that name.",
                    "give it another by @Part(name = …).");
        }
    }

    private static boolean reserved(String partName) {
        return ReservedNames.OBJECT.contains(partName) || ReservedNames.PART.contains(partName);
    }

    private static Optional<String> clearer(String name, Set<String> values) {
        String prefix = "clear";
        if (!name.startsWith(prefix) || name.length() == prefix.length()) {
            return Optional.empty();
        }
        return Optional.of(Dependency.decapitalized(name.substring(prefix.length())))
                .filter(values::contains);
    }

    private static void taken(Position at, String name, String why, Report report) {
        report.add(at, "Nothing can be named " + name + " here: " + why + ".", "rename the method.");
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (UseDeclaration use : application.uses()) {
            String name = use.name();
            if (name.isEmpty()) {
                continue;
            }
            if (!Names.isIdentifier(name) || name.contains("$")) {
                report.add(
                        use.position(),
                        "The name \"" + Names.printable(name) + "\" in @Use cannot be the name of a method.",
                        "write another name.");
            } else if (reserved(name)) {
                report.add(
                        use.position(),
                        "No part can be named " + name + ": programs have a method of that name.",
                        "write another name in @Use.");
            }
        }
    }
}
