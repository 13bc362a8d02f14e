package dev.xylem.xenstore.root;

import dev.xylem.Problem;
import dev.xylem.graph.DeclaredInput;
import dev.xylem.store.ConflictException;
import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Snapshot;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the remote store holds of what a program declares, and its copy in the program's own store. The two differ while the
 * program refuses what is there: then {@link #problems} says why, and the next batch is committed with what was refused. Used
 * under the lock of {@link XenbusUpstream}.
 */
final class Mirror {
    private final List<DeclaredInput> declared;
    private final MirrorCycle cycle;
    private final TreeMap<Path, byte[]> image = new TreeMap<>();
    private volatile List<Problem> problems = List.of();

    Mirror(List<DeclaredInput> declared, MirrorCycle cycle) {
        this.declared = declared;
        this.cycle = cycle;
    }

    List<DeclaredInput> declared() {
        return declared;
    }

    /** Why the program stays with older values; empty while it has those of the remote store. */
    List<Problem> problems() {
        return problems;
    }

    /** The inputs that a change at a path can have changed: at it, below it, or around it. */
    List<DeclaredInput> touched(Collection<Path> changes) {
        return declared.stream()
                .filter(input -> changes.stream().anyMatch(change -> touches(change, input)))
                .toList();
    }

    private static boolean touches(Path change, DeclaredInput input) {
        return input.path().isWithin(change) || input.directory() && change.isWithin(input.path());
    }

    /** Something that knows the nodes of the program's store. */
    interface Nodes {
        /** The node at a path, or null. */
        @Nullable
        Node node(Path path);
    }

    /** Where some inputs, as they were found, differ from the program's store: the value, or empty for what is gone. */
    static Map<Path, Optional<byte[]>> differences(
            Collection<DeclaredInput> inputs, Map<Path, byte[]> found, Nodes present) {
        Map<Path, Optional<byte[]>> changed = new TreeMap<>();
        found.forEach((path, value) -> {
            Node known = present.node(path);
            if (known == null || !Arrays.equals(known.value(), value)) {
                changed.put(path, Optional.of(value));
            }
        });
        for (DeclaredInput input : inputs) {
            collect(present.node(input.path()), input.path(), input.directory(), found, changed);
        }
        return changed;
    }

    /** Writes differences. */
    static void write(Operations to, Map<Path, Optional<byte[]>> changed) throws StoreException {
        Path removed = null;
        for (Map.Entry<Path, Optional<byte[]>> change : changed.entrySet()) {
            Path path = change.getKey();
            if (change.getValue().isPresent()) {
                to.write(path, change.getValue().get());
            } else if (removed == null || !path.isWithin(removed)) {
                to.remove(path);
                removed = path;
            }
        }
    }

    /** Takes note of what some inputs are now. */
    void see(Collection<DeclaredInput> inputs, Map<Path, byte[]> found) {
        for (DeclaredInput input : inputs) {
            below(input).clear();
        }
        image.putAll(found);
    }

    /** Takes what the program's store has for what the remote one has, where a commit to both has changed something. */
    void accept(Snapshot present, Collection<Path> changes) {
        for (DeclaredInput input : touched(changes)) {
            below(input).clear();
            copy(present.node(input.path()), input.path(), input.directory());
        }
    }

    private void copy(@Nullable Node node, Path path, boolean deep) {
        if (node != null) {
            image.put(path, node.value());
            for (String name : deep ? node.names() : List.<String>of()) {
                copy(node.child(name), path.child(name), true);
            }
        }
    }

    /** What the remote store has of the inputs. */
    Map<Path, byte[]> image() {
        return image;
    }

    /** What is known of an input; a view. */
    private Map<Path, byte[]> below(DeclaredInput input) {
        Path path = input.path();
        if (!input.directory()) {
            return image.subMap(path, true, path, true);
        }
        // A directory and what lies in it are neighbours.
        Map<Path, byte[]> rest = image.tailMap(path, true);
        Path last = path;
        for (Path each : rest.keySet()) {
            if (!each.isWithin(path)) {
                break;
            }
            last = each;
        }
        return image.subMap(path, true, last, true);
    }

    /**
     * Commits to the program's store what it does not have of the image yet, as one commit and so one cycle.
     *
     * @return whether there was something, and it was accepted
     */
    boolean apply(Store store) throws StoreException {
        while (true) {
            try (Transaction transaction = store.owner().begin()) {
                Map<Path, Optional<byte[]>> changed = differences(declared, image, store.snapshot()::node);
                if (changed.isEmpty()) {
                    problems = List.of();
                    return false;
                }
                write(transaction, changed);
                cycle.following();
                transaction.commit();
                problems = List.of();
                return true;
            } catch (ConflictException e) {
                // A session of an export was faster.
            } catch (RefusedException e) {
                problems = e.problems();
                return false;
            } finally {
                cycle.outside();
            }
        }
    }

    /** The highest nodes that the program's store has of an input and that were not found. */
    private static void collect(
            @Nullable Node node,
            Path path,
            boolean deep,
            Map<Path, byte[]> found,
            Map<Path, Optional<byte[]>> changed) {
        if (node == null) {
            return;
        }
        if (!found.containsKey(path) && (deep || Links.leaf(node))) {
            changed.put(path, Optional.empty());
            return;
        }
        for (String name : deep ? node.names() : List.<String>of()) {
            collect(node.child(name), path.child(name), true, found, changed);
        }
    }
}
