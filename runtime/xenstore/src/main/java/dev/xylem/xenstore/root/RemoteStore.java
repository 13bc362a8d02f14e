package dev.xylem.xenstore.root;

import dev.xylem.graph.DeclaredInput;
import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.client.ClientTransaction;
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.NodeAccess;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Reads and writes what a program declares, by paths of the program. Thread-safe. */
final class RemoteStore {
    private final Path home;
    private final Links links;
    private final Naming names;

    /** For a program whose relative paths start at {@code home}; the remote store knows them as relative ones. */
    RemoteStore(Path home, Naming names) {
        this.home = home;
        this.links = new Links(home);
        this.names = names;
    }

    /** The path as it is sent: relative below the program's home, so that it survives a migration to another domain id. */
    String spelled(Path path) throws XenstoreException {
        if (Links.through(path)) {
            return links.spelled(path)
                    .orElseThrow(() -> new XenstoreException(path + " leads nowhere: what names its place is missing"));
        }
        return path.isWithin(home) && !path.equals(home) ? path.relativeTo(home) : path.toString();
    }

    /** Where the links among the paths, and the names, lead: to be watched. */
    Set<String> targets() {
        Set<String> targets = new HashSet<>(links.targets());
        targets.addAll(names.targets());
        return targets;
    }

    /** How a change looks through links and names. */
    List<Path> seenThrough(Path change) throws StoreException {
        List<Path> seen = new ArrayList<>(links.seenThrough(change));
        seen.addAll(names.seen(change));
        return seen;
    }

    /** The names among the paths. */
    Naming names() {
        return names;
    }

    /** Whether a value is of one node, so that one read sees it as it is. */
    boolean single(Path path) {
        return !Links.through(path) && !names.is(path);
    }

    /** The path of an event, or null for one that no program can declare. */
    Path path(String spelled) throws StoreException {
        return Path.parse(spelled, home);
    }

    /** The nodes of some inputs that exist, with their values; those of a directory with everything below it. */
    Map<Path, byte[]> read(NodeAccess from, Collection<DeclaredInput> inputs) throws XenstoreException {
        Map<Path, byte[]> found = new TreeMap<>();
        List<Path> nodes = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        for (DeclaredInput input : inputs) {
            if (names.is(input.path()) && !input.directory()) {
                names.read(from, input.path()).ifPresent(value -> found.put(input.path(), value));
                continue;
            }
            nodes.add(input.path());
            if (input.directory()) {
                directories.add(input.path());
            }
        }
        Set<Path> through = Links.nodes(nodes);
        if (!through.isEmpty()) {
            Map<Path, byte[]> leading = new TreeMap<>();
            values(from, List.copyOf(through), leading);
            links.see(through, leading);
        }
        values(from, nodes, found);
        while (!directories.isEmpty()) {
            directories.removeIf(directory -> !found.containsKey(directory));
            List<Path> children = children(from, directories);
            values(from, children, found);
            directories = children;
        }
        return found;
    }

    /** Asks for all at once, and again one by one if something is hidden. */
    void values(NodeAccess from, List<Path> asked, Map<Path, byte[]> found) throws XenstoreException {
        List<Path> paths = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Path path : asked) {
            if (!Links.through(path) || links.spelled(path).isPresent()) {
                paths.add(path);
                texts.add(spelled(path));
            }
        }
        List<Optional<byte[]>> values;
        try {
            values = from.findAll(texts);
        } catch (ErrorReplyException e) {
            if (e.errno() != Errno.EACCES) {
                throw e;
            }
            values = new ArrayList<>();
            for (Path path : paths) {
                values.add(unlessHidden(() -> from.find(spelled(path))));
            }
        }
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            values.get(i).ifPresent(value -> found.put(path, value));
        }
    }

    /** Asks for all at once, and again for what has too many children for one reply. */
    private List<Path> children(NodeAccess from, List<Path> directories) throws XenstoreException {
        List<CompletionStage<List<String>>> asked = new ArrayList<>();
        for (Path directory : directories) {
            asked.add(from.listAsync(spelled(directory)));
        }
        List<Path> children = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Path directory = directories.get(i);
            CompletionStage<List<String>> answer = asked.get(i);
            unlessHidden(() -> names(from, directory, answer))
                    .ifPresent(names -> names.forEach(name -> children.add(directory.child(name))));
        }
        return children;
    }

    private Optional<List<String>> names(NodeAccess from, Path directory, CompletionStage<List<String>> answer)
            throws XenstoreException {
        try {
            return Optional.of(await(answer));
        } catch (ErrorReplyException e) {
            return switch (e.errno()) {
                case ENOENT -> Optional.empty();
                case E2BIG -> from.findList(spelled(directory));
                default -> throw e;
            };
        }
    }

    /** Something that the server is asked for. */
    private interface Asked<T> {
        Optional<T> get() throws XenstoreException;
    }

    /** A node may be hidden, or its absence: for the program it is absent. */
    private static <T> Optional<T> unlessHidden(Asked<T> asked) throws XenstoreException {
        try {
            return asked.get();
        } catch (ErrorReplyException e) {
            if (e.errno() == Errno.EACCES) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sends a write without waiting; the end of the transaction checks it. A name is registered, or no longer. */
    void send(ClientTransaction to, Path path, byte[] value) throws XenstoreException {
        if (names.is(path)) {
            names.write(to, path, value);
        } else {
            to.send(spelled(path), value);
        }
    }

    /** Removes a node; one that is absent is no error. */
    void remove(NodeAccess from, Path path) throws XenstoreException {
        try {
            from.remove(spelled(path));
        } catch (ErrorReplyException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    private static <T> T await(CompletionStage<T> answer) throws XenstoreException {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof XenstoreException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
