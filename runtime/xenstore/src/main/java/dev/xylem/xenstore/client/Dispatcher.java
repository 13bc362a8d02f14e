package dev.xylem.xenstore.client;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls the listeners of watches, on one thread that starts with the first of them. Thread-safe. */
final class Dispatcher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore.client");

    private final EventQueue events;
    private boolean started;

    Dispatcher(EventQueue events) {
        this.events = events;
    }

    EventQueue events() {
        return events;
    }

    synchronized void start() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::run, "xylem-xenstore-events");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            while (!events.isClosed()) {
                events.poll(TimeUnit.DAYS.toNanos(1)).forEach(Dispatcher::call);
            }
        } catch (ConnectionLostException | InterruptedException end) {
            // There will be no event any more.
        }
    }

    private static void call(WatchEvent event) {
        Consumer<WatchEvent> listener = event.watch().listener();
        if (listener == null || event.watch().isClosed()) {
            return;
        }
        try {
            listener.accept(event);
        } catch (RuntimeException | Error failed) {
            LOG.log(System.Logger.Level.ERROR, "the listener of the " + event.watch() + " failed", failed);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
