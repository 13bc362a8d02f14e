package dev.xylem.processor.plan;

import dev.xylem.processor.model.Graph;
import java.util.regex.Pattern;

/** The paths that are names of services, {@code /conduit/NAME/PORT}: a store elsewhere has them in pieces. */
public final class NamePaths {
    private static final Pattern NAME = Pattern.compile("/conduit/[^/]+/[^/]+");

    private NamePaths() {}

    static boolean is(String path) {
        return NAME.matcher(path).matches();
    }

    /** Whether a program resolves or registers some. */
    public static boolean in(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.path().filter(NamePaths::is).isPresent());
    }
}
