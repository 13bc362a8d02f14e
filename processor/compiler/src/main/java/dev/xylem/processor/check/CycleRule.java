package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** No value depends on itself. */
final class CycleRule implements Rule {
    @Override
    public Code code() {
        return Code.CYCLE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Locals locals = new Locals(part);
        List<MethodDeclaration> values = part.values();
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            index.putIfAbsent(values.get(i).name(), i);
        }
        List<List<Integer>> edges = new ArrayList<>();
        for (MethodDeclaration value : values) {
            edges.add(
                    value.computed()
                            ? Stream.concat(
                                            value.each().stream(),
                                            locals.reads(value).stream()
                                                    .filter(p -> !locals.previous(value, p))
                                                    .flatMap(p -> locals.name(p).stream()))
                                    .filter(index::containsKey)
                                    .map(index::get)
                                    .toList()
                            : List.of());
        }
        for (List<Integer> circle : Circles.find(edges)) {
            report(
                    circle.stream().map(i -> values.get(i).name()).toList(),
                    values.get(circle.get(0)).position(),
                    report);
        }
    }

    @Override
    public void graph(Resolution resolution, Report report) {
        List<Node> nodes = resolution.nodes();
        List<List<Integer>> edges = nodes.stream()
                .map(node -> node.arguments().stream()
                        .filter(i -> i != Resolution.NOTHING)
                        .toList())
                .toList();
        for (List<Integer> circle : Circles.find(edges)) {
            report(
                    circle.stream().map(i -> nodes.get(i).shown()).toList(),
                    nodes.get(circle.get(0)).value().position(),
                    report);
        }
    }

    private static void report(List<String> path, Position at, Report report) {
        report.add(
                at,
                path.size() == 2
                        ? "The value " + path.get(0) + " reads itself: " + String.join(" -> ", path) + "."
                        : "These values read each other in a circle: " + String.join(" -> ", path) + ".",
                "take away one of these parameters, or compute what they share in a value of its own.");
    }
}
