package dev.xylem.xenstore.root;

import dev.xylem.CommitRefusedException;
import dev.xylem.Problem;
import dev.xylem.graph.DeclaredInput;
import dev.xylem.graph.Graph;
import dev.xylem.graph.Upstream;
import dev.xylem.store.ConflictException;
import dev.xylem.store.Cycle;
import dev.xylem.store.Errno;
import dev.xylem.store.Node;
import dev.xylem.store.Operations;
import dev.xylem.store.Path;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.client.ConnectionListener;
import dev.xylem.xenstore.client.EventQueue;
import dev.xylem.xenstore.client.QuotaException;
import dev.xylem.xenstore.client.WatchEvent;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The hypervisor's store as the root of a program: {@link Upstream} over a client. Thread-safe. */
final class XenbusUpstream implements Upstream {
    private static final System.Logger LOG = System.getLogger("dev.xylem");
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int SETTLING_ROUNDS = 8;
    private static final long JITTER_NANOS = 2_000_000;

    private final XenstoreClient client;
    private final List<String> watches;
    private final Duration patience;
    private final RemoteStore remote;
    private final EventQueue events;
    /** One at a time: a batch that is followed, or a commit of the program. Taken before the lock of the program's store. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile @Nullable Publications publications;
    /** The watches that have fired with their own paths since all have. */
    private final Set<String> fired = new HashSet<>();

    private final LinkWatches linked;
    private List<DeclaredInput> sources = List.of();
    private @Nullable MirrorCycle cycle;
    private @Nullable Mirror mirror;
    private @Nullable Graph graph;
    private volatile @Nullable Store store;
    private @Nullable Thread follower;
    private volatile boolean again;
    private volatile boolean closed;

    XenbusUpstream(XenstoreClient client, Path home, List<String> watches, Naming names, Duration patience) {
        this.client = client;
        this.watches = watches;
        this.patience = patience;
        names.connect(client);
        this.remote = new RemoteStore(home, names);
        this.events = client.events();
        this.linked = new LinkWatches(events);
    }

    /** Hears of new connections; to be given to the client before this exists. */
    static final class Reconnections implements ConnectionListener {
        private volatile @Nullable XenbusUpstream upstream;

        void tell(XenbusUpstream listening) {
            upstream = listening;
        }

        @Override
        public void restored() {
            XenbusUpstream listening = upstream;
            if (listening != null) {
                listening.again();
            }
        }
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the program has not started");
        }
        return part;
    }

    @Override
    public Cycle around(Graph wrapped) {
        graph = wrapped;
        publications = new Publications(client, remote, wrapped.existing());
        sources = wrapped.declared().stream().filter(DeclaredInput::published).toList();
        cycle = new MirrorCycle(wrapped, wrapped.declared(), remote, client, present(publications));
        mirror = new Mirror(wrapped.declared(), present(cycle));
        return present(cycle);
    }

    @Override
    public void seed(Operations first) throws StoreException {
        Mirror seeded = present(mirror);
        Map<Path, byte[]> remembered = new TreeMap<>();
        try {
            watch();
            long limit = System.nanoTime() + patience.toNanos();
            boolean told = false;
            while (true) {
                readFirst();
                List<Path> missing = missing(first, seeded);
                if (missing.isEmpty() || System.nanoTime() - limit > 0) {
                    break;
                }
                if (!told) {
                    LOG.log(System.Logger.Level.INFO, "waiting up to {0} for {1}", patience, missing);
                    told = true;
                }
                events.poll(Duration.ofNanos(Math.max(1, Math.min(LOOK.toNanos(), limit - System.nanoTime()))));
            }
            remote.values(client, present(graph).remembered(), remembered);
        } catch (XenstoreException e) {
            throw new IllegalStateException("the program's store cannot be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the program's inputs", e);
        }
        present(cycle).following();
        for (Map.Entry<Path, byte[]> node : seeded.image().entrySet()) {
            first.write(node.getKey(), node.getValue());
        }
        remembered.forEach(present(graph)::remember);
    }

    private void watch() throws XenstoreException {
        try {
            events.watchAll(watches);
        } catch (QuotaException full) {
            throw new XenstoreException(
                    "the program needs " + watches.size() + " watches, on " + String.join(", ", watches) + ": "
                            + full.getMessage(),
                    full);
        }
    }

    /** The required inputs that neither the remote store has nor the initial values. */
    private static List<Path> missing(Operations first, Mirror mirror) throws StoreException {
        List<Path> missing = new ArrayList<>();
        for (DeclaredInput input : mirror.declared()) {
            if (input.required() && !mirror.image().containsKey(input.path())) {
                try {
                    first.read(input.path());
                } catch (StoreException e) {
                    if (e.errno() != Errno.ENOENT) {
                        throw e;
                    }
                    missing.add(input.path());
                }
            }
        }
        return missing;
    }

    @Override
    public void started(Store own) {
        store = own;
        present(cycle).outside();
        turn.lock();
        try {
            // Initial values are written where there are none.
            for (DeclaredInput input : present(mirror).declared()) {
                initial(own.snapshot().node(input.path()), input.path(), input.directory());
            }
            present(publications).add(present(cycle).takePublications());
            present(publications).write();
        } finally {
            turn.unlock();
        }
        Thread thread = new Thread(this::follow, "xylem-root");
        thread.setDaemon(true);
        follower = thread;
        thread.start();
    }

    private void initial(@Nullable Node node, Path path, boolean deep) {
        if (node == null
                || present(mirror).image().containsKey(path)
                || remote.names().is(path)) {
            return;
        }
        present(publications).add(Map.of(path, node.value()));
        if (deep) {
            for (String name : node.names()) {
                initial(node.child(name), path.child(name), true);
            }
        }
    }

    /** Reads inputs in one state of the store, and takes note. One node alone needs no transaction. */
    private void read(Collection<DeclaredInput> inputs) throws XenstoreException {
        DeclaredInput first = inputs.iterator().next();
        boolean single = inputs.size() == 1 && !first.directory() && remote.single(first.path());
        Map<Path, byte[]> found = single
                ? remote.read(client, inputs)
                : client.<Map<Path, byte[]>, RuntimeException>transact(transaction -> remote.read(transaction, inputs));
        see(inputs, found);
    }

    /** Reads everything. Events that are there when the transaction has begun are about what it will see. */
    private void readFirst() throws XenstoreException {
        List<DeclaredInput> inputs = present(mirror).declared();
        Map<Path, byte[]> found = client.<Map<Path, byte[]>, RuntimeException>transact(transaction -> {
            events.drain();
            return remote.read(transaction, inputs);
        });
        see(inputs, found);
    }

    private void see(Collection<DeclaredInput> inputs, Map<Path, byte[]> found) throws XenstoreException {
        present(mirror).see(inputs, found);
        linked.follow(remote.targets());
    }

    /**
     * There is another connection: everything is read, and published again. Not here: until this returns there is no next connection, and
     * for that somebody who has the turn may wait.
     */
    private void again() {
        again = true;
        events.wake();
    }

    private void follow() {
        while (!closed && follow(() -> events.poll(again || unanswered() ? SOON : IDLE))) {
            // the next batch
        }
    }

    private boolean unanswered() {
        return present(publications).unanswered();
    }

    /** Something that may wait for events. */
    private interface Batch {
        List<WatchEvent> take() throws XenstoreException, InterruptedException;
    }

    /** Follows a batch; false when there will be no other. */
    private boolean follow(Batch next) {
        List<WatchEvent> batch;
        try {
            batch = next.take();
        } catch (XenstoreException e) {
            // There are no events any more. One that is lost while a batch is read comes back.
            LOG.log(System.Logger.Level.ERROR, "the program no longer follows its store", e);
            return false;
        } catch (InterruptedException e) {
            return false;
        }
        try {
            if (!batch.isEmpty() || again || unanswered()) {
                present(graph).awaitReady();
                follow(batch);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (XenstoreException | StoreException | RuntimeException e) {
            if (!closed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a change of the store could not be followed, trying again: " + e.getMessage(),
                        e);
            }
            return true;
        }
    }

    private void follow(List<WatchEvent> batch) throws XenstoreException, StoreException {
        Mirror following = present(mirror);
        turn.lock();
        try {
            Set<Path> changes = paths(batch);
            boolean everything = again || allAnew();
            again = false;
            if (everything) {
                // The store may be another one, which has nothing of ours.
                lost(present(graph).published());
            }
            List<DeclaredInput> touched = everything ? following.declared() : touched(changes);
            noteSent();
            if (!touched.isEmpty()) {
                readAll(touched, changes);
                following.apply(present(store));
                present(publications).add(present(cycle).takePublications());
            }
            if (!everything) {
                lost(present(publications).touched(changes));
            }
            present(publications).write();
            if (allAnew()) {
                again = true;
            }
        } catch (XenstoreException e) {
            again = true;
            throw e;
        } finally {
            turn.unlock();
        }
    }

    /** What a batch can have changed, and what is behind links that nothing tells of. */
    private List<DeclaredInput> touched(Set<Path> changes) {
        List<DeclaredInput> touched = present(mirror).touched(changes);
        if (linked.problems().isEmpty()) {
            return touched;
        }
        return present(mirror).declared().stream()
                .filter(input -> touched.contains(input) || !remote.single(input.path()))
                .toList();
    }

    private Set<Path> paths(List<WatchEvent> batch) throws StoreException {
        Set<Path> paths = new LinkedHashSet<>();
        for (WatchEvent event : batch) {
            if (event.path().equals(event.watch().path())) {
                fired.add(event.path());
            }
            Path path = remote.path(event.path());
            paths.add(path);
            paths.addAll(remote.seenThrough(path));
        }
        return paths;
    }

    /**
     * Reads what a batch touches. The events of every commit that a read has seen come before its reply; so when the reply is
     * there and no further event, everything that those commits changed has been read in one state.
     */
    private void readAll(List<DeclaredInput> first, Set<Path> changes) throws XenstoreException, StoreException {
        List<DeclaredInput> touched = first;
        read(touched);
        for (int round = 1; round < SETTLING_ROUNDS; round++) {
            Set<Path> more = paths(events.drain());
            if (present(mirror).touched(more).isEmpty()) {
                return;
            }
            changes.addAll(more);
            touched = present(mirror).touched(changes);
            read(touched);
        }
        // Somebody writes all the time. The next batch is read whole, so that nothing is missed.
        again = true;
    }

    /** Published values that the store may not have any more. */
    private void lost(Collection<Path> paths) {
        for (Path path : paths) {
            Node node = present(store).snapshot().node(path);
            if (node != null) {
                present(publications).addLost(Map.of(path, node.value()));
            }
        }
    }

    /**
     * Whether by now every watch has fired with its own path, as they do when they are set up again: after a resume, for example,
     * of which a program that uses the kernel's device hears nothing else.
     */
    private boolean allAnew() {
        if (watches.isEmpty() || !fired.containsAll(watches)) {
            return false;
        }
        fired.clear();
        return true;
    }

    @Override
    public void commit(Attempt attempt) throws ConflictException {
        turn.lock();
        try {
            if (!asItIs(attempt)) {
                inOneTransaction(attempt);
            }
        } catch (ConflictException e) {
            // Those who collided do not collide again at once.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(JITTER_NANOS));
            throw e;
        } catch (XenstoreException e) {
            throw new IllegalStateException("the store cannot be reached: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Computes from what the program has, and sends that; false when it has lost against others, or was refused for what others may
     * have changed meanwhile.
     */
    private boolean asItIs(Attempt attempt) {
        present(cycle).takeRefusedElsewhere();
        try {
            attempt.run(first -> {});
            noteSent();
            return true;
        } catch (ConflictException e) {
            return false;
        } catch (CommitRefusedException e) {
            if (sources.isEmpty() || present(cycle).takeRefusedElsewhere()) {
                throw e;
            }
            return false;
        }
    }

    /** Computes from what the store has in the transaction in which the commit is sent. */
    private void inOneTransaction(Attempt attempt) throws ConflictException, XenstoreException {
        client.<Boolean, ConflictException>transact(transaction -> {
            // Published values are computed from what the store has in this transaction (rule 5).
            Map<Path, byte[]> found = remote.read(transaction, sources);
            Map<Path, Optional<byte[]>> changed =
                    Mirror.differences(sources, found, present(store).snapshot()::node);
            present(cycle).within(transaction, changed);
            try {
                attempt.run(first -> Mirror.write(first, changed));
            } finally {
                present(cycle).outside();
            }
            return true;
        });
        noteSent();
    }

    /** After a commit to both stores the copy has what the other has; the events that it causes change nothing. */
    private void noteSent() {
        present(mirror).accept(present(store).snapshot(), present(cycle).takeSent());
    }

    @Override
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(present(mirror).problems());
        all.addAll(present(publications).problems());
        all.addAll(linked.problems());
        return List.copyOf(all);
    }

    /** Takes back the names that the program has registered, if the store can be reached. */
    private void withdraw() {
        turn.lock();
        try {
            remote.names().withdraw();
        } catch (XenstoreException e) {
            LOG.log(System.Logger.Level.WARNING, "names were not taken back: {0}", e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (publications != null) {
            publications.close();
            withdraw();
        }
        events.close();
        client.close();
        Thread thread = follower;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
