package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.HashMap;
import java.util.Map;

/** Nothing is published onto an input. */
final class PublishInputRule implements Rule {
    @Override
    public Code code() {
        return Code.PUBLISH_INPUT;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Map<String, String> inputs = new HashMap<>();
        for (MethodDeclaration method : part.methods()) {
            method.input().ifPresent(input -> inputs.putIfAbsent(input.path(), method.name()));
        }
        for (MethodDeclaration method : part.methods()) {
            if (method.derived() && method.publish().isPresent()) {
                String path = method.publish().get();
                String input = inputs.get(path);
                if (input != null) {
                    report(method.name(), input, path, method.at("Publish", "value"), report);
                }
            }
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        Map<String, String> inputs = new HashMap<>();
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Input) {
                inputs.putIfAbsent(node.path().orElseThrow(), node.shown());
            }
        }
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Derived && node.path().isPresent()) {
                String path = node.path().get();
                String input = inputs.get(path);
                if (input != null) {
                    report(node.shown(), input, path, node.value().position(), report);
                }
            }
        }
    }

    private static void report(String published, String input, String path, Position at, Report report) {
        report.add(
                at,
                "The value " + published + " is published onto the path " + path + ", which is the input " + input
                        + ".",
                "publish it elsewhere; a node is either written by others or by the program.");
    }
}
