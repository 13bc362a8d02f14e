package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.HashSet;
import java.util.Set;

/** The components of a record that an input is made of lie where they can, each in a place of its own, with fitting defaults. */
final class ChildRule implements Rule {
    @Override
    public Code code() {
        return Code.CHILD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.input().isPresent() && method.result().isPresent()) {
                check(method.result().get(), method, report);
            }
        }
    }

    private static void check(ValueType type, MethodDeclaration method, Report report) {
        ValueType core = type.core();
        if (core instanceof TreeType.ListOf list) {
            check(list.element(), method, report);
        } else if (core instanceof TreeType.MapOf map) {
            check(map.element(), method, report);
        } else if (core instanceof TreeType.FamilyOf family) {
            check(family.element(), method, report);
        } else if (core instanceof TreeType.RecordOf record) {
            Set<String> paths = new HashSet<>();
            for (TreeType.Component component : record.components()) {
                new Place(record, component, method, report).check(paths);
                check(component.type(), method, report);
            }
        }
    }

    /** A component and where to report it. */
    private record Place(
            TreeType.RecordOf record, TreeType.Component component, MethodDeclaration method, Report report) {
        void check(Set<String> paths) {
            // What stands for the key is no part of the path, the prefix is.
            String path = component
                    .prefix()
                    .map(prefix ->
                            component.path().substring(0, component.path().lastIndexOf('{')))
                    .orElse(component.path());
            if (path.startsWith("/")) {
                add("has the path \"" + path + "\", but lies in the record's directory", "write it without the slash.");
            } else if (Paths.wrong(path).isPresent()) {
                Paths.Wrong wrong = Paths.wrong(path).get();
                add("has the path \"" + Names.printable(path) + "\", which " + wrong.why(), wrong.mend());
            } else if (!paths.add(path)) {
                add("has the path \"" + path + "\" of another component", "give each its own by @Child.");
            }
            for (var constraint : component.constraints()) {
                Constraints.misfit(constraint, component.type())
                        .ifPresent(why ->
                                add("is wrong: " + why, "use a constraint that fits the type, or take it away."));
            }
            component.orElse().ifPresent(this::checkDefault);
        }

        private void checkDefault(String text) {
            if (component.type().optional()) {
                add("is Optional and has a default, so it would never be empty", "take orElse away, or Optional.");
                return;
            }
            String shown = component.type().secret() ? "(secret)" : '"' + Names.printable(text) + '"';
            Defaults.wrong(component.type(), component.constraints(), text)
                    .ifPresent(why -> add(
                            "cannot have the default " + shown + ": " + why,
                            "write a text that can be converted and keeps the constraints."));
        }

        private void add(String what, String mend) {
            report.add(
                    method.position(),
                    "The component " + component.name() + " of " + record.java().shortName() + ", which the input "
                            + method.name() + " is made of, " + what + ".",
                    mend);
        }
    }
}
