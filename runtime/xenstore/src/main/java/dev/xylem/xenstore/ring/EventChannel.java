package dev.xylem.xenstore.ring;

/**
 * One end of an event channel: what a guest tells its server by that something in the page changed, and the other way round.
 * Here a hypervisor's event channel fits as well as a FIFO or a call. Carries no data; signals may be lost, merged or spurious
 * . Thread-safe.
 */
public interface EventChannel extends AutoCloseable {
    /** Signals the other end. */
    void signal();

    /** Has something called, by any thread, when the other end signals. There is one; it never blocks. */
    void onSignal(Runnable signalled);

    /** Hears and says nothing any more. Idempotent. */
    @Override
    void close();
}
