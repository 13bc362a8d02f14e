package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nothing is published onto an input. */
final class PublishInputRule implements Rule {
    @Override
    public Code code() {
        return Code.PUBLISH_INPUT;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Bound inputs = new Bound();
        for (MethodDeclaration method : part.methods()) {
            if (method.input().isPresent() && method.result().isPresent()) {
                inputs.add(
                        method.input().get().path(),
                        method.name(),
                        method.result().get());
            }
        }
        for (MethodDeclaration method : part.methods()) {
            if (method.computed() && method.publish().isPresent()) {
                String path = method.publish().get();
                inputs.covering(path)
                        .ifPresent(input -> report(method.name(), input, path, method.at("Publish", "value"), report));
            }
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        Bound inputs = new Bound();
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Input input) {
                inputs.add(node.path().orElseThrow(), node.shown(), input.type());
            }
        }
        for (Node node : resolution.nodes()) {
            if (node.value() instanceof Value.Derived && node.path().isPresent()) {
                String path = node.path().get();
                inputs.covering(path)
                        .ifPresent(input ->
                                report(node.shown(), input, path, node.value().position(), report));
            }
        }
    }

    /** The inputs by their paths, and which of them are directories. */
    private static final class Bound {
        private final Map<String, String> names = new HashMap<>();
        private final Set<String> directories = new HashSet<>();

        void add(String path, String name, ValueType type) {
            names.putIfAbsent(path, name);
            if (type.core() instanceof TreeType) {
                directories.add(path);
            }
        }

        /** The input that a node is, or lies in. */
        Optional<String> covering(String path) {
            String input = names.get(path);
            for (int end = path.lastIndexOf('/'); input == null && end > 0; end = path.lastIndexOf('/', end - 1)) {
                String above = path.substring(0, end);
                input = directories.contains(above) ? names.get(above) : null;
            }
            return Optional.ofNullable(input);
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
