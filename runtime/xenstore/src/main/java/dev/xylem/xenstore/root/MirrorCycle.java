package dev.xylem.xenstore.root;

import dev.xylem.Problem;
import dev.xylem.store.Caller;
import dev.xylem.store.CommitLostException;
import dev.xylem.store.Cycle;
import dev.xylem.store.Mutation;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.xenstore.client.ClientTransaction;
import dev.xylem.xenstore.client.ConnectionLostException;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The cycle of a program whose root is elsewhere: that of its graph, with the remote transaction ended before the commit is
 * accepted here. Used under the commit lock of the program's store.
 */
final class MirrorCycle implements Cycle {
    private final Cycle graph;
    private final RemoteStore remote;
    private final Publications rule;
    private final Map<Path, byte[]> publications = new LinkedHashMap<>();
    /** Guarded by itself: sessions of exports commit on threads of their own. */
    private final List<Path> sent = new ArrayList<>();

    private final XenstoreClient client;
    private volatile @Nullable Mode mode;

    /**
     * What the commits of a thread are; those of others come from outside through an export.
     *
     * @param transaction where the program's own commits end, or null when they follow the remote store
     * @param known what the remote store has already, of that which they change
     */
    private record Mode(Thread thread, @Nullable ClientTransaction transaction, Map<Path, Optional<byte[]>> known) {}

    MirrorCycle(Cycle graph, RemoteStore remote, XenstoreClient client, Publications rule) {
        this.graph = graph;
        this.remote = remote;
        this.client = client;
        this.rule = rule;
    }

    /** The next commits of this thread are the program's own, in this transaction. */
    void within(ClientTransaction own, Map<Path, Optional<byte[]>> known) {
        mode = new Mode(Thread.currentThread(), own, known);
    }

    /** The next commits of this thread follow the remote store. */
    void following() {
        mode = new Mode(Thread.currentThread(), null, Map.of());
    }

    /** The next commits of this thread come from outside. */
    void outside() {
        mode = null;
    }

    /** What has been published by commits that followed the remote store, and is not there yet; forgets it. */
    Map<Path, byte[]> takePublications() {
        Map<Path, byte[]> taken = new LinkedHashMap<>(publications);
        publications.clear();
        return taken;
    }

    /** Where commits that did not follow the remote store have changed something; forgets it. */
    List<Path> takeSent() {
        synchronized (sent) {
            List<Path> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }

    @Override
    public void run(Proposal proposal) throws RefusedException {
        graph.run(new Forwarded(proposal));
    }

    /** Sends what a commit changes, and ends the transaction. */
    private void send(Proposal proposal, Map<Path, byte[]> published) throws RefusedException {
        Mode how = mode;
        if (how == null || how.thread() != Thread.currentThread()) {
            sendFromOutside(proposal, published);
        } else if (how.transaction() == null) {
            publications.putAll(published);
        } else {
            send(proposal, published, how.transaction(), how.known());
        }
    }

    private void sendFromOutside(Proposal proposal, Map<Path, byte[]> published) throws RefusedException {
        try {
            client.<Boolean, RefusedException>transact(transaction -> {
                send(proposal, published, transaction, Map.of());
                return true;
            });
        } catch (XenstoreException e) {
            throw refused(
                    proposal.size() > 0 ? proposal.path(0) : Path.ROOT, "the store refused it: " + e.getMessage());
        }
    }

    private void send(
            Proposal proposal, Map<Path, byte[]> published, ClientTransaction own, Map<Path, Optional<byte[]>> known)
            throws RefusedException {
        Path at = proposal.size() > 0 ? proposal.path(0) : Path.ROOT;
        try {
            Map<Path, CompletionStage<Void>> writes = new LinkedHashMap<>();
            for (int i = 0; i < proposal.size(); i++) {
                at = proposal.path(i);
                if (proposal.kind(i) == Mutation.ACL) {
                    throw refused(at, "permissions belong to the store; set them by its own tools");
                }
                Node node = proposal.node(at);
                if (isKnown(known, at, node)) {
                    continue;
                }
                if (node == null) {
                    remote.remove(own, at);
                } else {
                    writes.put(at, remote.write(own, at, node.value()));
                }
            }
            for (Map.Entry<Path, byte[]> value : rule.placed(own, published).entrySet()) {
                writes.put(value.getKey(), remote.write(own, value.getKey(), value.getValue()));
            }
            for (Map.Entry<Path, CompletionStage<Void>> write : writes.entrySet()) {
                at = write.getKey();
                RemoteStore.await(write.getValue());
            }
            if (!own.end()) {
                throw new CommitLostException(at);
            }
            synchronized (sent) {
                for (int i = 0; i < proposal.size(); i++) {
                    sent.add(proposal.path(i));
                }
            }
        } catch (ConnectionLostException e) {
            throw refused(
                    at,
                    e.mayHaveHappened()
                            ? "the connection was lost while the store committed; it tells later whether it did"
                            : "the connection to the store was lost; commit again");
        } catch (XenstoreException e) {
            throw refused(at, "the store refused it: " + e.getMessage());
        }
    }

    private static boolean isKnown(Map<Path, Optional<byte[]>> known, Path path, @Nullable Node node) {
        if (!known.containsKey(path)) {
            return false;
        }
        byte[] value = Objects.requireNonNull(known.get(path)).orElse(null);
        return node == null ? value == null : Arrays.equals(value, node.value());
    }

    private static RefusedException refused(Path path, String why) {
        return new RefusedException(List.of(new Problem(path.toString(), "(written)", why)));
    }

    @Override
    public void committed() {
        graph.committed();
    }

    @Override
    public boolean ready() {
        return graph.ready();
    }

    @Override
    public void awaitReady() throws InterruptedException {
        graph.awaitReady();
    }

    @Override
    public void whenReady(Runnable once) {
        graph.whenReady(once);
    }

    /** A proposal that hears what is published, and is accepted only after the remote store has accepted it. */
    private final class Forwarded implements Proposal {
        private final Proposal proposal;
        private final Map<Path, byte[]> published = new LinkedHashMap<>();

        Forwarded(Proposal proposal) {
            this.proposal = proposal;
        }

        @Override
        public void publish(Path path, byte[] value) {
            published.put(path, value);
            proposal.publish(path, value);
        }

        @Override
        public void accept() throws RefusedException {
            send(proposal, published);
            proposal.accept();
        }

        @Override
        public long number() {
            return proposal.number();
        }

        @Override
        public int size() {
            return proposal.size();
        }

        @Override
        public Path path(int i) {
            return proposal.path(i);
        }

        @Override
        public Mutation kind(int i) {
            return proposal.kind(i);
        }

        @Override
        public @Nullable Node node(Path path) {
            return proposal.node(path);
        }

        @Override
        public Caller caller() {
            return proposal.caller();
        }
    }
}
