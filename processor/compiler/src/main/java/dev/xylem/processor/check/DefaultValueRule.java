package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.Optional;

/** The default of an input is a value of its type that keeps its constraints. */
final class DefaultValueRule implements Rule {
    @Override
    public Code code() {
        return Code.DEFAULT_VALUE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.input().isEmpty() || method.result().isEmpty()) {
                continue;
            }
            acknowledge(method, method.result().get(), report);
            Optional<String> orElse = method.input().get().orElse();
            if (orElse.isEmpty()) {
                continue;
            }
            ValueType type = method.result().get();
            if (type.optional()) {
                report.add(
                        method.at("Input", "orElse"),
                        "The input " + method.name() + " is Optional and has a default, so it would never be empty.",
                        "take orElse away, or return "
                                + ((ValueType.OptionalOf) type).element().java().shown() + " itself.");
                continue;
            }
            Defaults.wrong(type, method.constraints(), orElse.get())
                    .ifPresent(why -> report.add(
                            method.at("Input", "orElse"),
                            "The default " + (type.secret() ? "(secret)" : '"' + Names.printable(orElse.get()) + '"')
                                    + " of " + method.name() + ", "
                                    + type.java().shown() + ", cannot be used: " + why + ".",
                            "write a text that can be converted and keeps the constraints, or change the type."));
        }
    }

    private static void acknowledge(MethodDeclaration method, ValueType type, Report report) {
        Optional<String> text = method.input().orElseThrow().acknowledge();
        text.flatMap(acknowledgement -> Defaults.wrong(type, method.constraints(), acknowledgement))
                .ifPresent(why -> report.add(
                        method.at("Input", "acknowledge"),
                        "The acknowledgement "
                                + (type.secret() ? "(secret)" : '"' + Names.printable(text.orElseThrow()) + '"')
                                + " of "
                                + method.name() + ", " + type.java().shown() + ", cannot be used: " + why + ".",
                        "write a text that can be converted and keeps the constraints, or change the type."));
    }
}
