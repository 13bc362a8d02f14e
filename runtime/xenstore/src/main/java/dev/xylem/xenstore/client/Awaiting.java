package dev.xylem.xenstore.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Waits for one condition. Each path is watched before it is read for the first time, so no change after the read goes
 * unnoticed; watches that the last look needed no more are closed. Belongs to one thread.
 */
final class Awaiting<T> implements AutoCloseable {
    /** Any event means the same here: look again. So few are kept. */
    private static final int CAPACITY = 16;

    private final Condition<T> condition;
    private final NodeReader nodes;
    private final Transactions transactions;
    private final Watches watches;
    private final Link link;
    private final EventQueue events;
    private final long deadline;
    private final Duration limit;
    private final Map<String, Watch> watched = new HashMap<>();
    private Map<String, String> seen = Map.of();

    Awaiting(
            Condition<T> condition,
            Duration limit,
            NodeReader nodes,
            Transactions transactions,
            Watches watches,
            Link link) {
        this.condition = condition;
        this.nodes = nodes;
        this.transactions = transactions;
        this.watches = watches;
        this.link = link;
        this.limit = limit;
        deadline = System.nanoTime() + limit.toNanos();
        events = watches.queue(CAPACITY);
    }

    T result() throws XenstoreException {
        try {
            while (true) {
                try {
                    Optional<T> holds = look();
                    if (holds.isPresent()) {
                        return holds.get();
                    }
                    events.poll(Math.max(0, deadline - System.nanoTime()));
                } catch (ConnectionLostException lost) {
                    if (!link.reconnects()) {
                        throw lost;
                    }
                    link.awaitUp(deadline);
                }
                if (deadline - System.nanoTime() <= 0) {
                    throw new RequestTimeoutException(
                            "what was waited for did not happen within " + limit + "; last seen: "
                                    + seen.entrySet().stream()
                                            .map(entry -> Text.shown(entry.getKey()) + " = " + entry.getValue())
                                            .collect(Collectors.joining(", ")));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RequestInterruptedException("interrupted while waiting for a condition", interrupted);
        }
    }

    /** Asks the condition, and, when it holds for more than one node, whether it does so in one state of the store. */
    private Optional<T> look() throws XenstoreException {
        Capture capture = new Capture(nodes, this::watch);
        Optional<T> holds = ask(capture);
        seen = capture.seen();
        for (String path : seen.keySet()) {
            watches.finish(watchOn(path));
        }
        if (holds.isPresent() && seen.size() > 1) {
            holds = transactions.run(transaction -> ask(new Capture(transaction, path -> {})));
        }
        if (holds.isEmpty()) {
            closeOthers();
        }
        return holds;
    }

    private Optional<T> ask(Capture capture) throws XenstoreException {
        try {
            return condition.check(capture);
        } catch (Capture.NotYet missing) {
            return Optional.empty();
        }
    }

    private void watch(String path) throws XenstoreException {
        if (!watched.containsKey(path)) {
            watched.put(path, watches.begin(path, Registration.ALL, events, null));
        }
    }

    private Watch watchOn(String path) {
        return Objects.requireNonNull(watched.get(path));
    }

    private void closeOthers() {
        watched.entrySet().removeIf(entry -> {
            boolean unused = !seen.containsKey(entry.getKey());
            if (unused) {
                entry.getValue().close();
            }
            return unused;
        });
    }

    @Override
    public void close() {
        events.close();
    }
}
