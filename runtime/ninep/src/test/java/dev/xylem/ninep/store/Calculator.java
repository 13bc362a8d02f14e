package dev.xylem.ninep.store;

import dev.xylem.Problem;
import dev.xylem.Subscription;
import dev.xylem.spi.Exporter;
import dev.xylem.spi.Values;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A program of two inputs, their sum, which is published, and a secret, by hand: x is required to be a number, y is 5 where it
 * is absent, key may be absent.
 */
final class Calculator implements Exporter.Program, Cycle, Values {
    private static final Path HOME = Path.of("/local/domain/0");
    private static final Path X = HOME.child("x");
    private static final Path Y = HOME.child("y");
    private static final Path KEY = HOME.child("key");
    private static final Path SUM = HOME.child("sum");
    private static final List<Value> LIST = List.of(
            new Value("sum.x", Kind.INPUT, "int", X, false),
            new Value("sum.y", Kind.INPUT, "int", Y, false),
            new Value("sum.total", Kind.DERIVED, "int", SUM, false),
            new Value("sum.twice", Kind.DERIVED, "int", null, false),
            new Value("sum.show", Kind.EFFECT, "", null, false),
            new Value("door.key", Kind.INPUT, "String", KEY, true));

    private record Listener(String name, LongConsumer commits) {}

    private final Store store;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private volatile boolean ready = true;
    private volatile int total;

    Calculator() {
        store = Store.builder(new UnixAccess(Mount.OWNER))
                .cycle(this)
                // Time stands still: what is reserved stays so until it is given up.
                .clock(() -> 0)
                .owned(List.of(SUM))
                .build();
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Values values() {
        return this;
    }

    // The cycle.

    private static int number(Proposal proposal, Path path, int orElse, List<Problem> problems) {
        Node node = proposal.node(path);
        if (node == null) {
            return orElse;
        }
        String text = new String(node.value(), StandardCharsets.UTF_8);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            problems.add(new Problem(path.toString(), "\"" + text + "\"", "must be a number"));
            return 0;
        }
    }

    @Override
    public void run(Proposal proposal) throws RefusedException {
        List<Problem> problems = new ArrayList<>();
        long exact = (long) number(proposal, X, 0, problems) + number(proposal, Y, 5, problems);
        int sum = (int) exact;
        if (sum != exact) {
            problems.add(new Problem("sum.total", "(no value)", "is too large"));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        proposal.publish(SUM, Integer.toString(sum).getBytes(StandardCharsets.UTF_8));
        long number = proposal.number();
        proposal.accept();
        if (sum != total) {
            total = sum;
            listeners.stream()
                    .filter(listener -> listener.name.equals("sum.total") || listener.name.equals("sum.twice"))
                    .forEach(listener -> listener.commits.accept(number));
        }
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public synchronized void whenReady(Runnable once) {
        if (ready) {
            once.run();
        } else {
            waiting.add(once);
        }
    }

    /** Whether there is a backlog of effects, so that nothing can be committed. */
    synchronized void busy(boolean busy) {
        ready = !busy;
        if (ready) {
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    int listeners() {
        return listeners.size();
    }

    // The values.

    @Override
    public List<Value> list() {
        return LIST;
    }

    private byte[] node(Path path, String orElse) {
        Node node = store.snapshot().node(path);
        return node != null ? node.value() : orElse == null ? null : orElse.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] text(Value value) {
        return switch (value.name()) {
            case "sum.x" -> node(X, null);
            case "sum.y" -> node(Y, "5");
            case "sum.total" -> node(SUM, null);
            case "sum.twice" -> Integer.toString(2 * total).getBytes(StandardCharsets.UTF_8);
            case "door.key" -> node(KEY, null);
            default -> null;
        };
    }

    private static List<Source> places(Path... paths) {
        return Stream.of(paths).map(path -> new Source(path, false)).toList();
    }

    @Override
    public Instances instances(Value value) {
        return null;
    }

    @Override
    public List<Source> sources(Value value) {
        return switch (value.name()) {
            case "sum.x" -> places(X);
            case "sum.y" -> places(Y);
            case "door.key" -> places(KEY);
            default -> places(X, Y);
        };
    }

    @Override
    public List<Source> explained(Value value) {
        return value.name().equals("door.key") ? places(KEY) : places(X, Y);
    }

    @Override
    public String explain(Value value) {
        return value.name() + ": explained\n";
    }

    @Override
    public Subscription subscribe(Value value, LongConsumer commits) {
        Listener listener = new Listener(value.name(), commits);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
