package dev.xylem.xenstore.ring;

import dev.xylem.store.Errno;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Hypervisor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hypervisor in memory, for tests: pages, event channels and states of domains. Domains have the port that their number times
 * ten plus one is, unless they are given another. Thread-safe.
 */
public final class SimulatedHypervisor implements Hypervisor {
    private final TreeMap<Integer, SimulatedDomain> domains = new TreeMap<>();
    private final List<String> trace = new ArrayList<>();
    private Runnable changed = () -> {};
    private long built;
    private boolean lossy;

    /** A machine without domains. */
    public SimulatedHypervisor() {}

    /** A domain, from its building to its destruction. A later one with the same number is another. */
    public final class SimulatedDomain {
        private final int id;
        private final long identity = ++built;
        private final Memory memory = new Memory();
        private State state = State.RUNNING;
        private int port;
        private int signals;
        private LocalChannel channel = new LocalChannel();

        private SimulatedDomain(int id) {
            this.id = id;
            port = id * 10 + 1;
        }

        /** The number. */
        public int id() {
            return id;
        }

        /** The port that the toolstack names when it introduces the domain. */
        public int port() {
            return port;
        }

        /** The page, for guests that keep to the rules and for others. */
        public Memory memory() {
            return memory;
        }

        /** The guest's end of the channel. */
        public EventChannel channel() {
            return new GuestChannel(this);
        }

        /** How often the server has signalled the guest since the last time that this was asked. */
        public int signals() {
            synchronized (SimulatedHypervisor.this) {
                int now = signals;
                signals = 0;
                return now;
            }
        }

        /** Gives the domain another port, as a new kernel does; the toolstack has to introduce it again. */
        public void rebind(int other) {
            synchronized (SimulatedHypervisor.this) {
                port = other;
                channel = new LocalChannel();
            }
        }
    }

    /** Builds a domain; it runs at once. */
    public SimulatedDomain build(int domain) {
        SimulatedDomain fresh;
        synchronized (this) {
            fresh = new SimulatedDomain(domain);
            domains.put(domain, fresh);
        }
        tellOfChange();
        return fresh;
    }

    /** Lets a domain stop, run again, or be gone. */
    public void set(int domain, State state) {
        synchronized (this) {
            SimulatedDomain of = domain(domain);
            of.state = state;
            if (state == State.GONE) {
                domains.remove(domain);
            }
        }
        tellOfChange();
    }

    /** Replaces a domain by a new one with the same number, so fast that nobody is told in between. */
    public SimulatedDomain rebuild(int domain) {
        synchronized (this) {
            domain(domain).state = State.GONE;
        }
        return build(domain);
    }

    /** Whether signals get lost from now on, those of changed domains included. */
    public synchronized void lossy(boolean loseSignals) {
        lossy = loseSignals;
    }

    /** What the server did with pages and channels, in order: "map 7", "bind 7 71", "unbind 7 71", "unmap 7". */
    public synchronized List<String> trace() {
        List<String> taken = List.copyOf(trace);
        trace.clear();
        return taken;
    }

    private SimulatedDomain domain(int domain) {
        SimulatedDomain of = domains.get(domain);
        if (of == null) {
            throw new IllegalStateException("there is no domain " + domain);
        }
        return of;
    }

    private void tellOfChange() {
        Runnable called;
        synchronized (this) {
            called = lossy ? () -> {} : changed;
        }
        called.run();
    }

    @Override
    public synchronized State state(int domain) {
        SimulatedDomain of = domains.get(domain);
        return of == null ? State.GONE : of.state;
    }

    @Override
    public synchronized long identity(int domain) {
        SimulatedDomain of = domains.get(domain);
        return of == null ? 0 : of.identity;
    }

    @Override
    public synchronized Link connect(int domain, long frame, int port) throws StoreException {
        SimulatedDomain of = domains.get(domain);
        if (of == null) {
            throw new StoreException(Errno.ENOENT, null, "there is no domain " + domain);
        }
        trace.add("map " + domain);
        SimulatedLink link = new SimulatedLink(of);
        try {
            link.rebind(port);
        } catch (StoreException noPort) {
            link.close();
            throw noPort;
        }
        return link;
    }

    @Override
    public synchronized void onChange(Runnable handler) {
        changed = handler;
    }

    @Override
    public void close() {
        onChange(() -> {});
    }

    /** Finds the channel when it is used, for it may be another one by then. */
    private final class GuestChannel implements EventChannel {
        private final SimulatedDomain domain;

        GuestChannel(SimulatedDomain domain) {
            this.domain = domain;
        }

        private LocalChannel channel() {
            synchronized (SimulatedHypervisor.this) {
                return lossy ? new LocalChannel() : domain.channel;
            }
        }

        @Override
        public void signal() {
            channel().signal();
        }

        @Override
        public void onSignal(Runnable handler) {
            channel().onSignal(handler);
        }

        @Override
        public void close() {
            onSignal(() -> {});
        }
    }

    /** The server's hold on a page and a channel. */
    private final class SimulatedLink implements Link {
        private final SimulatedDomain domain;
        private @Nullable LocalChannel channel;
        private int port;
        private Runnable signalled = () -> {};

        SimulatedLink(SimulatedDomain domain) {
            this.domain = domain;
        }

        @Override
        public ByteBuffer page() {
            return domain.memory.page;
        }

        @Override
        public void signal() {
            LocalChannel bound;
            synchronized (SimulatedHypervisor.this) {
                if (channel == null || lossy) {
                    return;
                }
                domain.signals++;
                bound = channel;
            }
            bound.other().signal();
        }

        @Override
        public void onSignal(Runnable handler) {
            synchronized (SimulatedHypervisor.this) {
                signalled = handler;
                if (channel != null) {
                    channel.other().onSignal(handler);
                }
            }
        }

        @Override
        public void rebind(int other) throws StoreException {
            synchronized (SimulatedHypervisor.this) {
                unbind();
                if (other != domain.port) {
                    throw new StoreException(Errno.EINVAL, null, "domain " + domain.id + " has no port " + other);
                }
                port = other;
                trace.add("bind " + domain.id + " " + Integer.toUnsignedString(port));
                LocalChannel bound = domain.channel;
                bound.other().onSignal(signalled);
                channel = bound;
            }
        }

        private void unbind() {
            LocalChannel bound = channel;
            if (bound != null) {
                trace.add("unbind " + domain.id + " " + Integer.toUnsignedString(port));
                bound.other().onSignal(() -> {});
                channel = null;
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedHypervisor.this) {
                unbind();
                trace.add("unmap " + domain.id);
            }
        }
    }
}
