package dev.xylem.processor.plan;

import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The watches that a program on a remote store needs. A watch hears of everything below its path, and watches are scarce: a
 * guest has 128. So a directory that holds more than one of the program's inputs is watched in their place, from the deepest
 * upwards; never the home itself, nor a directory at the top of the tree, where others make noise.
 */
public final class WatchCover {
    private WatchCover() {}

    /** The fewest paths, sorted; relative ones start at the program's home. */
    public static List<String> of(Graph graph) {
        TreeSet<String> cover = new TreeSet<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.value() instanceof Value.Input) {
                node.path().map(WatchCover::beforeLink).ifPresent(cover::add);
            }
        }
        return of(cover);
    }

    /** What the build says of them: how many, which, and how many more there can be while the program runs. */
    public static String told(Graph graph) {
        List<String> cover = of(graph);
        long links = graph.nodes().stream()
                .filter(node -> node.value() instanceof Value.Input)
                .flatMap(node -> node.path().stream())
                .filter(path -> path.contains("/@/"))
                .map(WatchCover::beforeLink)
                .distinct()
                .count();
        return "The program needs " + counted(cover.size()) + " of the store" + (cover.isEmpty() ? "" : ": ")
                + String.join(", ", cover) + (links == 0 ? "" : "; and " + links + " more where links lead") + ".";
    }

    private static String counted(int watches) {
        return watches + (watches == 1 ? " watch" : " watches");
    }

    /**
     * Of a path through a link, and of a name's port, the node that says where it leads; that place is known only at run time.
     */
    private static String beforeLink(String path) {
        int link = NamePaths.is(path) ? path.lastIndexOf('/') : path.indexOf("/@/");
        return link < 0 ? path : path.substring(0, link);
    }

    static List<String> of(Iterable<String> declared) {
        TreeSet<String> cover = new TreeSet<>();
        declared.forEach(cover::add);
        dropCovered(cover);
        for (String directory = shared(cover); directory != null; directory = shared(cover)) {
            cover.add(directory);
            dropCovered(cover);
        }
        return List.copyOf(cover);
    }

    /** The deepest directory that holds more than one path and may be watched, or null. */
    private static @Nullable String shared(TreeSet<String> cover) {
        TreeMap<String, Integer> holds = new TreeMap<>();
        for (String path : cover) {
            String parent = parent(path);
            if (mayBeWatched(parent)) {
                holds.merge(parent, 1, Integer::sum);
            }
        }
        return holds.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .max((one, other) -> Integer.compare(depth(one), depth(other)))
                .orElse(null);
    }

    private static boolean mayBeWatched(String directory) {
        return !directory.isEmpty() && !(directory.startsWith("/") && depth(directory) < 2);
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count() + (path.startsWith("/") ? 0 : 1);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static void dropCovered(TreeSet<String> cover) {
        cover.removeIf(path -> {
            for (String above = parent(path); !above.isEmpty(); above = parent(above)) {
                if (cover.contains(above)) {
                    return true;
                }
            }
            return false;
        });
    }
}
