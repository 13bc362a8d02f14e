package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Condition;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A condition stands on what can be kept out, and asks for a constant of the application by texts that it can have. */
final class OnlyIfRule implements Rule {
    @Override
    public Code code() {
        return Code.ONLY_IF;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.onlyIf().isPresent()
                    && (!method.isMarked() || method.constant().isPresent())) {
                report.add(
                        method.onlyIf().get().position(),
                        method.constant().isPresent()
                                ? "@OnlyIf stands on the constant " + method.name() + ", which costs a program nothing."
                                : "@OnlyIf stands on " + method.name() + ", which is no value and no effect.",
                        "take it away.");
            }
        }
    }

    @Override
    public void application(ApplicationDeclaration application, Report report) {
        for (UseDeclaration use : application.uses()) {
            use.onlyIf().ifPresent(condition -> check(condition, use.position(), application, report));
            use.part().onlyIf().ifPresent(condition -> check(condition, condition.position(), application, report));
            for (MethodDeclaration method : use.part().methods()) {
                method.onlyIf().ifPresent(condition -> check(condition, condition.position(), application, report));
            }
        }
    }

    private static void check(Condition condition, Position at, ApplicationDeclaration application, Report report) {
        Set<String> keys = new TreeSet<>(application.constants().keySet());
        String name = application.id().simpleName();
        if (!keys.contains(condition.key())) {
            report.add(
                    at,
                    "No part of " + name + " declares the constant " + Names.printable(condition.key()) + "."
                            + Words.nearest(condition.key(), keys)
                                    .map(near -> " Did you mean " + near + "?")
                                    .orElse(""),
                    "correct the key, or declare it in a part: @Constant(\"" + Names.printable(condition.key())
                            + "\") abstract boolean …();");
            return;
        }
        Optional<ValueType> type = Optional.ofNullable(application.constants().get(condition.key()))
                .flatMap(MethodDeclaration::result);
        for (String wanted : condition.is()) {
            type.flatMap(t -> Defaults.wrong(t, List.of(), wanted))
                    .ifPresent(why -> report.add(
                            at,
                            "@OnlyIf asks whether the constant " + condition.key() + " is \"" + Names.printable(wanted)
                                    + "\", which it cannot be: " + why + ".",
                            "write a text of the type " + type.get().java().shown() + " in @OnlyIf(is = …)."));
        }
    }
}
