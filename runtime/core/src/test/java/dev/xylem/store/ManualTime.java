package dev.xylem.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clock that a test moves, and what is to happen at its times. Used by one thread at a time. */
final class ManualTime implements Store.Timer {
    private record Task(long due, Runnable run) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000_000;

    long now() {
        return now;
    }

    @Override
    public void after(long nanos, Runnable task) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("after " + nanos + " ns");
        }
        tasks.add(new Task(now + nanos, task));
    }

    void passMillis(long millis) {
        pass(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Lets time pass; what is due happens at the end of it. */
    void pass(long nanos) {
        now += nanos;
        for (Task task : List.copyOf(tasks)) {
            if (now - task.due >= 0) {
                tasks.remove(task);
                task.run.run();
            }
        }
    }
}
