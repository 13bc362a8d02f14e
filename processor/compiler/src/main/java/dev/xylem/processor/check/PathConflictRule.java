package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Constraint;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration.InputMark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inputs that are bound to one path agree on its type and default. */
final class PathConflictRule implements Rule {
    @Override
    public Code code() {
        return Code.PATH_CONFLICT;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Map<String, MethodDeclaration> paths = new HashMap<>();
        for (MethodDeclaration method : part.values()) {
            if (method.input().isEmpty() || method.result().isEmpty()) {
                continue;
            }
            InputMark input = method.input().get();
            MethodDeclaration other = paths.putIfAbsent(input.path(), method);
            if (other != null) {
                compare(
                        new Bound(
                                other.name(),
                                other.result().orElseThrow(),
                                other.input().orElseThrow().orElse(),
                                other.constraints()),
                        new Bound(method.name(), method.result().get(), input.orElse(), method.constraints()),
                        input.path(),
                        method.at("Input", "value"),
                        report);
            }
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        Map<String, Node> paths = new HashMap<>();
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Input input) {
                String path = node.path().orElseThrow();
                Node other = paths.putIfAbsent(path, node);
                if (other != null && other.value() instanceof Value.Input first) {
                    compare(
                            new Bound(other.shown(), first.type(), first.orElse(), first.constraints()),
                            new Bound(node.shown(), input.type(), input.orElse(), input.constraints()),
                            path,
                            input.position(),
                            report);
                }
            }
        }
    }

    private record Bound(String name, ValueType type, Optional<String> orElse, List<Constraint> constraints) {
        String shownDefault() {
            return orElse.map(
                            text -> type.secret() ? "a secret default" : "the default \"" + Names.printable(text) + '"')
                    .orElse("no default");
        }
    }

    private static void compare(Bound one, Bound other, String path, Position at, Report report) {
        String both = one.name + " and " + other.name + " are bound to the path " + path + ", but ";
        String mend = "make them agree, or read the one input by @From(path = \"" + path + "\").";
        if (!one.type.equals(other.type)) {
            report.add(
                    at,
                    both + "the first is of type " + one.type.java().shown() + ", the second of type "
                            + other.type.java().shown()
                            + (one.type.java().equals(other.type.java()) ? " with another codec" : "") + ".",
                    mend);
        } else if (!one.orElse.equals(other.orElse)
                && one.type.secret()
                && one.orElse.isPresent()
                && other.orElse.isPresent()) {
            report.add(at, both + "their secret defaults differ.", mend);
        } else if (!one.orElse.equals(other.orElse)) {
            report.add(
                    at,
                    both + "the first has " + one.shownDefault() + ", the second has " + other.shownDefault() + ".",
                    mend);
        } else if (!one.constraints.equals(other.constraints)) {
            report.add(at, both + "their constraints differ.", mend);
        }
    }
}
