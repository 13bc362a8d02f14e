package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.HashMap;
import java.util.Map;

/** A node has one value published to it. */
final class PublishTwiceRule implements Rule {
    @Override
    public Code code() {
        return Code.PUBLISH_TWICE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Map<String, String> names = new HashMap<>();
        for (MethodDeclaration method : part.methods()) {
            if (method.computed()) {
                method.publish().ifPresent(path -> {
                    String other = names.putIfAbsent(path, method.name());
                    if (other != null) {
                        report(other, method.name(), path, method.at("Publish", "value"), report);
                    }
                });
            }
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        Map<String, String> names = new HashMap<>();
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Derived && node.path().isPresent()) {
                String path = node.path().get();
                String other = names.putIfAbsent(path, node.shown());
                if (other != null) {
                    report(other, node.shown(), path, node.value().position(), report);
                }
            }
        }
    }

    private static void report(String one, String other, String path, Position at, Report report) {
        report.add(
                at,
                "Both " + one + " and " + other + " are published to the path " + path + ".",
                "publish one of them elsewhere.");
    }
}
