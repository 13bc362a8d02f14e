package dev.xylem.xenstore.domain;

import dev.xylem.store.Errno;
import dev.xylem.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A hypervisor whose domains do what a test says; pages lead nowhere. */
public final class Machine implements Hypervisor {
    private static final AtomicLong BUILT = new AtomicLong();

    private record Built(long identity, State state) {}

    private final TreeMap<Integer, Built> domains = new TreeMap<>();
    private Runnable changed = () -> {};

    /** What happened to links, in order. */
    public final List<String> trace = new ArrayList<>();

    /** A machine without domains. */
    public Machine() {}

    /** Makes a domain; one with this number that there was is gone. */
    public void build(int domain) {
        domains.put(domain, new Built(BUILT.incrementAndGet(), State.RUNNING));
    }

    /** Says what a domain does from now on. */
    public void set(int domain, State state) {
        if (state == State.GONE) {
            domains.remove(domain);
        } else {
            domains.computeIfPresent(domain, (number, built) -> new Built(built.identity(), state));
        }
        changed.run();
    }

    @Override
    public State state(int domain) {
        Built built = domains.get(domain);
        return built == null ? State.GONE : built.state();
    }

    @Override
    public long identity(int domain) {
        Built built = domains.get(domain);
        return built == null ? 0 : built.identity();
    }

    @Override
    public Link connect(int domain, long frame, int port) throws StoreException {
        if (port == 13) {
            throw new StoreException(Errno.EINVAL, null, "no such port");
        }
        trace.add("connect " + domain + " " + port);
        return new Link() {
            @Override
            public ByteBuffer page() {
                return ByteBuffer.allocate(4096);
            }

            @Override
            public void signal() {}

            @Override
            public void onSignal(Runnable signalled) {}

            @Override
            public void rebind(int other) {
                trace.add("rebind " + domain + " " + other);
            }

            @Override
            public void close() {
                trace.add("disconnect " + domain);
            }
        };
    }

    @Override
    public void onChange(Runnable called) {
        changed = called;
    }

    @Override
    public void close() {}
}
