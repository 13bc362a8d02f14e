package dev.xylem.xenstore.ring;

/** An event channel inside one process: a signal is a call of what the other end has registered. Thread-safe. */
public final class LocalChannel implements EventChannel {
    private final LocalChannel other;
    private volatile Runnable signalled = () -> {};
    private volatile boolean closed;

    /** A new channel, by one of its ends. */
    public LocalChannel() {
        other = new LocalChannel(this);
    }

    private LocalChannel(LocalChannel other) {
        this.other = other;
    }

    /** The other end. */
    public LocalChannel other() {
        return other;
    }

    @Override
    public void signal() {
        if (!closed && !other.closed) {
            other.signalled.run();
        }
    }

    @Override
    public void onSignal(Runnable handler) {
        signalled = handler;
    }

    @Override
    public void close() {
        closed = true;
    }
}
