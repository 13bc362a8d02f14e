package dev.xylem.store;

import dev.xylem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the store tells about itself, for privileged callers: {@code commit} (number of the last commit), {@code nodes} (of
 * the embedded tree), {@code uptime} (seconds) and {@code refusals} (how many commits the application refused; below, by
 * number, why), and what others have added. Nodes are made when somebody looks at them.
 */
final class SysRegion implements Region {
    static final Path AT = Path.of("/sys");

    /** How many refusals are kept. */
    private static final int KEPT = 64;
    /** The longest text of a refusal in characters, so that it fits into one message. */
    private static final int LONGEST = 1024;

    private static final Path COMMIT = AT.child("commit");
    private static final Path NODES = AT.child("nodes");
    private static final Path REFUSALS = AT.child("refusals");
    private static final List<String> OWN = List.of("commit", "nodes", "refusals", "uptime");

    /** Refusals so far: how many, at which commit number, and the texts of the last ones. Immutable. */
    private record Refusals(int count, long stamp, String[] last) {}

    /** What others show: names and what is asked for them, side by side. Immutable. */
    private record Parts(String[] names, List<Supplier<Computed>> suppliers) {}

    private final Shapes shapes = new Shapes();
    private final Acl acl;
    private final Principal writer;
    private final LongSupplier nanos;
    private final long started;
    private volatile Refusals refusals = new Refusals(0, 0, new String[0]);
    private volatile Parts parts = new Parts(new String[0], List.of());

    SysRegion(Principal owner, LongSupplier nanos) {
        this.acl = Acl.of(owner, 'n');
        this.writer = owner;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** As {@link Sys#add}. */
    synchronized void add(String name, Supplier<Computed> part) {
        if (name.isEmpty() || !Names.isName(name) || OWN.contains(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be added to " + AT + ": use another name");
        }
        Map<String, Supplier<Computed>> all = new TreeMap<>();
        for (int i = 0; i < parts.names.length; i++) {
            all.put(parts.names[i], parts.suppliers.get(i));
        }
        all.put(name, part);
        parts = new Parts(all.keySet().toArray(new String[0]), List.copyOf(all.values()));
    }

    /** Notes why a commit was refused; returns where that can be read. Called under the commit lock. */
    Path refused(List<Problem> problems, long number) {
        Refusals now = refusals;
        String text = problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        if (text.length() > LONGEST) {
            text = text.substring(0, LONGEST - 3) + "...";
        }
        String[] last = now.last.length < KEPT ? now.last : Copies.removed(now.last, 0);
        refusals = new Refusals(now.count + 1, number, Copies.inserted(last, last.length, text));
        return REFUSALS.child(Integer.toString(now.count + 1));
    }

    static Path refusals() {
        return REFUSALS;
    }

    @Override
    public Region.View view(Snapshot commit) {
        Parts now = parts;
        Computed[] pinned = new Computed[now.names.length];
        for (int i = 0; i < pinned.length; i++) {
            pinned[i] = now.suppliers.get(i).get();
        }
        return new SysView(commit, refusals, nanos.getAsLong() - started, now.names, pinned);
    }

    @Override
    public LongConsumer write(Path path, byte[] value) throws StoreException {
        Parts now = parts;
        int found = path.depth() < 2 ? -1 : Arrays.binarySearch(now.names, path.name(1));
        Computed node = found < 0 ? null : descend(now.suppliers.get(found).get(), path, 2);
        if (node == null) {
            throw new StoreException(Errno.EROFS, path, "tells something and cannot be written");
        }
        return node.write(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {
        changed.accept(COMMIT);
        if (before.root().size() != after.root().size()) {
            changed.accept(NODES);
        }
    }

    private static @Nullable Computed descend(Computed from, Path path, int names) {
        Computed node = from;
        for (int i = names; i < path.depth() && node != null; i++) {
            node = node.child(path.name(i));
        }
        return node;
    }

    /** Made for each look. */
    private final class SysView implements Region.View, Computed {
        private final Snapshot commit;
        private final Refusals seen;
        private final long age;
        private final String[] names;
        private final Computed[] pinned;

        SysView(Snapshot commit, Refusals seen, long age, String[] names, Computed[] pinned) {
            this.commit = commit;
            this.seen = seen;
            this.age = age;
            this.names = names;
            this.pinned = pinned;
        }

        @Override
        public @Nullable Node find(Path path) {
            Computed found = descend(this, path, 1);
            return found == null ? null : node(found);
        }

        private Node node(Computed computed) {
            long version = computed.version();
            Principal reader = computed.reader();
            Acl rights = reader == null ? acl : acl.and(reader, 'r');
            byte[] value = computed.value().getBytes(StandardCharsets.UTF_8);
            Node node = Node.created(value, rights, writer, version);
            Node standIn = Node.created(Leaf.EMPTY, acl, writer, version);
            for (String name : new TreeSet<>(computed.names())) {
                node = node.withNewChild(Names.key(name), name, standIn, version, shapes);
            }
            return node;
        }

        @Override
        public String value() {
            return "";
        }

        @Override
        public Collection<String> names() {
            TreeSet<String> all = new TreeSet<>(OWN);
            all.addAll(Arrays.asList(names));
            return all;
        }

        @Override
        public @Nullable Computed child(String name) {
            return switch (name) {
                case "commit" -> fixed(Long.toString(commit.number()), commit.number());
                case "nodes" -> fixed(Integer.toString(commit.root().size()), commit.number());
                // Time passes without commits, so nobody can depend on it.
                case "uptime" -> fixed(Long.toString(TimeUnit.NANOSECONDS.toSeconds(age)), 0);
                case "refusals" -> new RefusalList(seen);
                default -> {
                    int found = Arrays.binarySearch(names, name);
                    yield found < 0 ? null : pinned[found];
                }
            };
        }
    }

    private static Computed fixed(String text, long version) {
        return new Computed() {
            @Override
            public String value() {
                return text;
            }

            @Override
            public long version() {
                return version;
            }
        };
    }

    /** How many refusals there were, with the last ones below. */
    private record RefusalList(Refusals seen) implements Computed {
        @Override
        public String value() {
            return Integer.toString(seen.count);
        }

        @Override
        public long version() {
            return seen.stamp;
        }

        private int first() {
            return seen.count - seen.last.length + 1;
        }

        @Override
        public Collection<String> names() {
            TreeSet<String> names = new TreeSet<>();
            for (int i = 0; i < seen.last.length; i++) {
                names.add(Integer.toString(first() + i));
            }
            return names;
        }

        @Override
        public @Nullable Computed child(String name) {
            for (int i = 0; i < seen.last.length; i++) {
                if (name.equals(Integer.toString(first() + i))) {
                    return fixed(seen.last[i], seen.stamp);
                }
            }
            return null;
        }
    }
}
