package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Fold;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.List;
import java.util.Optional;

/** A fold has a first value: a text of its type, or nothing where the type can be empty. */
final class FoldInitialRule implements Rule {
    @Override
    public Code code() {
        return Code.FOLD_INITIAL;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.fold().isPresent() && method.result().isPresent()) {
                check(method, method.fold().get().initial(), method.result().get(), report);
            }
        }
    }

    private static void check(MethodDeclaration method, Optional<String> initial, ValueType type, Report report) {
        String name = method.name();
        String shown = type.java().shown();
        boolean text = !(type.core() instanceof ValueType.Opaque) && !(type.core() instanceof TreeType);
        if (initial.isEmpty()) {
            if (!Fold.startsEmpty(type)) {
                report.add(
                        method.position(),
                        "The fold " + name + " has no initial value.",
                        (text ? "write @Fold(initial = …), or return " : "return ") + "Optional<"
                                + type.java().boxed().shown() + ">, which starts empty.");
            }
        } else if (!text) {
            report.add(
                    method.at("Fold", "initial"),
                    "The initial value of " + name + " cannot be read: " + shown + " has no text.",
                    Fold.startsEmpty(type)
                            ? "take initial away; the value starts empty."
                            : "take initial away and return Optional<"
                                    + type.java().boxed().shown() + ">, which starts empty.");
        } else {
            Defaults.wrong(type, List.of(), initial.get())
                    .ifPresent(why -> report.add(
                            method.at("Fold", "initial"),
                            "The initial value "
                                    + (type.secret() ? "(secret)" : '"' + Names.printable(initial.get()) + '"') + " of "
                                    + name + ", " + shown + ", cannot be used: " + why + ".",
                            "write a text that can be converted, or change the type."));
        }
    }
}
