package dev.xylem.xenstore.server;

import dev.xylem.store.Computed;
import dev.xylem.store.LoggedCommit;
import dev.xylem.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The last commits below {@code /sys/commits}, by number: who made them, and what they changed. */
final class SysCommits implements Computed {
    private final Store store;

    SysCommits(Store store) {
        this.store = store;
    }

    /** How many are remembered. */
    @Override
    public String value() {
        return Integer.toString(store.commits(0).size());
    }

    @Override
    public Collection<String> names() {
        return store.commits(0).stream()
                .map(commit -> Long.toString(commit.number()))
                .toList();
    }

    @Override
    public @Nullable Computed child(String name) {
        List<LoggedCommit> found = store.commits(0).stream()
                .filter(commit -> Long.toString(commit.number()).equals(name))
                .toList();
        if (found.isEmpty()) {
            return null;
        }
        String text = text(found.get(0));
        return () -> text;
    }

    /** Such as {@code 5/2 WRITTEN /a, REMOVED /b}: domain, connection, and what changed. */
    private static String text(LoggedCommit commit) {
        String text = commit.origin() + "/" + commit.session() + " "
                + commit.operations().stream()
                        .map(LoggedCommit.Operation::toString)
                        .collect(Collectors.joining(", "))
                + (commit.more() == 0 ? "" : " and " + commit.more() + " more");
        return RequestLog.legible(text);
    }
}
