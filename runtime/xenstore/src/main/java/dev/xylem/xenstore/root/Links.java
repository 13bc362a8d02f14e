package dev.xylem.xenstore.root;

import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the links of a program lead. In a path such as {@code device/vif/0/backend/@/state} the name {@code @} stands for the
 * place that the value of {@code device/vif/0/backend} names, as devices name their other ends. Thread-safe; changed under the
 * lock of {@link XenbusUpstream}.
 */
final class Links {
    private static final String LINK = "@";

    private final Path home;
    private volatile Map<Path, String> targets = Map.of();

    Links(Path home) {
        this.home = home;
    }

    /** The nodes whose values say where some paths go on. */
    static Set<Path> nodes(Collection<Path> paths) {
        Set<Path> nodes = new TreeSet<>();
        paths.forEach(path -> node(path).ifPresent(nodes::add));
        return nodes;
    }

    private static Optional<Path> node(Path path) {
        for (int i = 1; i < path.depth(); i++) {
            if (path.name(i).equals(LINK)) {
                Path at = path;
                while (at.depth() > i) {
                    at = at.parent();
                }
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** Takes note of what the nodes of links hold now; a text that is no path leads nowhere. */
    void see(Set<Path> nodes, Map<Path, byte[]> found) {
        Map<Path, String> now = new TreeMap<>(targets);
        for (Path node : nodes) {
            byte[] value = found.get(node);
            now.remove(node);
            if (value != null && value.length <= Path.MAX_ABSOLUTE) {
                String text = new String(value, StandardCharsets.ISO_8859_1);
                parsed(text).ifPresent(path -> now.put(node, text));
            }
        }
        if (!now.equals(targets)) {
            targets = Map.copyOf(now);
        }
    }

    private Optional<Path> parsed(String text) {
        try {
            Path path = Path.parse(text, home);
            return path.special() || path.equals(Path.ROOT) ? Optional.empty() : Optional.of(path);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Whether nothing lies below a node except what its link leads to. */
    static boolean leaf(Node node) {
        List<String> names = node.names();
        return names.isEmpty() || names.equals(List.of(LINK));
    }

    /** Whether a path goes through a link. */
    static boolean through(Path path) {
        return node(path).isPresent();
    }

    /** The path that a store knows for one through a link; empty while that leads nowhere. */
    Optional<String> spelled(Path path) {
        Path node = node(path).orElseThrow();
        String target = targets.get(node);
        return target == null
                ? Optional.empty()
                : Optional.of(target + path.relativeTo(node).substring(LINK.length()));
    }

    /** The places where links lead, to be watched. */
    Collection<String> targets() {
        return Set.copyOf(targets.values());
    }

    /** How a change looks through links: at, below, or around the places where they lead. */
    List<Path> seenThrough(Path change) {
        List<Path> seen = new ArrayList<>();
        targets.forEach((node, text) -> {
            Path target = parsed(text).orElseThrow();
            if (target.isWithin(change)) {
                seen.add(node.child(LINK));
            } else if (change.isWithin(target)) {
                Path at = node.child(LINK);
                for (int i = target.depth(); i < change.depth(); i++) {
                    at = at.child(change.name(i));
                }
                seen.add(at);
            }
        });
        return seen;
    }
}
