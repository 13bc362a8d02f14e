package dev.xylem.store;

import dev.xylem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the store tells about itself, read-only, for privileged callers: {@code commit} (number of the last commit), {@code
 * nodes} (of the embedded tree), {@code uptime} (seconds) and {@code refusals} (how many commits the application refused;
 * below, by number, why).
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

    /** Refusals so far: how many, at which commit number, and the texts of the last ones. Immutable. */
    private record Refusals(int count, long stamp, String[] last) {}

    private final Shapes shapes = new Shapes();
    private final Acl acl;
    private final Principal writer;
    private final LongSupplier nanos;
    private final long started;
    private volatile Refusals refusals = new Refusals(0, 0, new String[0]);

    SysRegion(Principal owner, LongSupplier nanos) {
        this.acl = Acl.of(owner, 'n');
        this.writer = owner;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
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
    public boolean writable() {
        return false;
    }

    @Override
    public Region.View view(Snapshot commit) {
        return new SysView(commit, refusals, nanos.getAsLong() - started);
    }

    @Override
    public void changed(Snapshot before, Snapshot after, Consumer<Path> changed) {
        changed.accept(COMMIT);
        if (before.root().size() != after.root().size()) {
            changed.accept(NODES);
        }
    }

    /** Made for each look; its nodes only when needed. */
    private final class SysView implements Region.View {
        private final Snapshot commit;
        private final Refusals seen;
        private final long age;
        private @Nullable Node root;

        SysView(Snapshot commit, Refusals seen, long age) {
            this.commit = commit;
            this.seen = seen;
            this.age = age;
        }

        @Override
        public Node root() {
            Node made = root;
            if (made == null) {
                made = make();
                root = made;
            }
            return made;
        }

        private Node make() {
            long number = commit.number();
            long newest = Math.max(number, seen.stamp);
            Node list = leaf(Integer.toString(seen.count), seen.stamp);
            int first = seen.count - seen.last.length;
            for (int i = 0; i < seen.last.length; i++) {
                list = with(list, Integer.toString(first + i + 1), leaf(seen.last[i], seen.stamp), seen.stamp);
            }
            Node sys = leaf("", 0);
            sys = with(sys, "commit", leaf(Long.toString(number), number), 0);
            sys = with(sys, "nodes", leaf(Integer.toString(commit.root().size()), number), 0);
            // Time passes without commits, so nobody can depend on it.
            sys = with(sys, "uptime", leaf(Long.toString(TimeUnit.NANOSECONDS.toSeconds(age)), 0), 0);
            return with(sys, "refusals", list, 0).touched(newest);
        }

        private Node leaf(String text, long stamp) {
            return Node.created(text.getBytes(StandardCharsets.UTF_8), acl, writer, stamp);
        }

        private Node with(Node node, String name, Node child, long stamp) {
            return node.withNewChild(Names.key(name), name, child, stamp, shapes);
        }
    }
}
