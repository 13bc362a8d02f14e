package dev.xylem.xenstore.root;

import dev.xylem.Problem;
import dev.xylem.graph.DeclaredInput;
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
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.RequestTimeoutException;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cycle of a program whose root is elsewhere: that of its graph, with the remote transaction ended before the commit is
 * accepted here. Used under the commit lock of the program's store.
 */
final class MirrorCycle implements Cycle {
    private final Cycle graph;
    /** The inputs of the program. */
    private final Set<Path> declared;

    /** What published values depend on. */
    private final List<DeclaredInput> sources;

    private final RemoteStore remote;
    private final Publications rule;
    private final Map<Path, byte[]> publications = new LinkedHashMap<>();
    /** Guarded by itself: sessions of exports commit on threads of their own. */
    private final List<Path> sent = new ArrayList<>();

    private final XenstoreClient client;
    private volatile @Nullable Mode mode;
    private volatile boolean refusedElsewhere;

    /**
     * What the commits of a thread are. Those of others, which come from outside through an export or from the program, are sent as they
     * are.
     *
     * @param transaction where the program's own commits end, or null when they follow the remote store
     * @param known what the remote store has already, of that which they change
     */
    private record Mode(Thread thread, @Nullable ClientTransaction transaction, Map<Path, Optional<byte[]>> known) {}

    MirrorCycle(Cycle graph, List<DeclaredInput> inputs, RemoteStore remote, XenstoreClient client, Publications rule) {
        this.graph = graph;
        this.declared = inputs.stream().map(DeclaredInput::path).collect(Collectors.toSet());
        this.sources = inputs.stream().filter(DeclaredInput::published).toList();
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

    /** Whether the remote store, and not the program, has refused a commit since this was asked the last time. */
    boolean takeRefusedElsewhere() {
        boolean taken = refusedElsewhere;
        refusedElsewhere = false;
        return taken;
    }

    /** The next commits of this thread are sent as they are. */
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
            sendAtOnce(proposal, published);
        } else if (how.transaction() == null) {
            publications.putAll(published);
        } else {
            send(proposal, published, how.transaction(), how.known(), List.of());
        }
    }

    /**
     * Sends what nobody has compared with the remote store yet. A single write that publishes nothing needs no transaction. What is
     * published was computed from the copy: the transaction ends only if the remote store has the same in it, else the commit is lost
     * and has to be tried again.
     */
    private void sendAtOnce(Proposal proposal, Map<Path, byte[]> published) throws RefusedException {
        Path at = proposal.size() > 0 ? proposal.path(0) : Path.ROOT;
        try {
            Node alone = proposal.size() == 1 && published.isEmpty() ? proposal.node(at) : null;
            if (alone != null
                    && proposal.kind(0) == Mutation.WRITTEN
                    && !remote.names().is(at)) {
                client.write(remote.spelled(at), alone.value());
                noteSent(proposal);
                return;
            }
            boolean[] again = {false};
            client.<Boolean, RefusedException>transact(transaction -> {
                if (again[0]) {
                    throw new CommitLostException(at);
                }
                again[0] = true;
                send(proposal, published, transaction, Map.of(), published.isEmpty() ? List.of() : sources);
                return true;
            });
        } catch (ConnectionLostException | RequestTimeoutException e) {
            throw refused(at, "the store did not say whether it did it; it tells later: " + e.getMessage());
        } catch (XenstoreException e) {
            throw refused(at, "the store refused it: " + e.getMessage());
        }
    }

    private void noteSent(Proposal proposal) {
        synchronized (sent) {
            for (int i = 0; i < proposal.size(); i++) {
                sent.add(proposal.path(i));
            }
        }
    }

    private void send(
            Proposal proposal,
            Map<Path, byte[]> published,
            ClientTransaction own,
            Map<Path, Optional<byte[]>> known,
            List<DeclaredInput> unverified)
            throws RefusedException {
        Publications.Superseded superseded = rule.supersede(published.keySet());
        boolean done = false;
        try {
            sendAll(proposal, published, own, known, unverified);
            done = true;
        } finally {
            if (!done) {
                rule.putBack(superseded);
            }
        }
    }

    private void sendAll(
            Proposal proposal,
            Map<Path, byte[]> published,
            ClientTransaction own,
            Map<Path, Optional<byte[]>> known,
            List<DeclaredInput> unverified)
            throws RefusedException {
        Path at = proposal.size() > 0 ? proposal.path(0) : Path.ROOT;
        boolean ending = false;
        Map<String, Path> places = new HashMap<>();
        try {
            remote.names().bind(published);
            for (int i = 0; i < proposal.size(); i++) {
                at = proposal.path(i);
                if (proposal.kind(i) == Mutation.ACL) {
                    throw refused(at, "permissions belong to the store; set them by its own tools");
                }
                Node node = proposal.node(at);
                if (isKnown(known, at, node) || isImplied(proposal, i, node)) {
                    continue;
                }
                if (remote.names().is(at)) {
                    throw refused(at, "who has a name registers it: publish an Offer there");
                }
                if (node == null) {
                    remote.remove(own, at);
                } else {
                    places.put(remote.spelled(at), at);
                    remote.send(own, at, node.value());
                }
            }
            for (Map.Entry<Path, byte[]> value : rule.placed(own, published).entrySet()) {
                at = value.getKey();
                places.put(remote.spelled(at), at);
                remote.send(own, at, value.getValue());
            }
            // On their way together with the writes.
            Map<Path, byte[]> found = unverified.isEmpty() ? Map.of() : remote.read(own, unverified);
            own.checkSent();
            if (!Mirror.differences(unverified, found, proposal::node).isEmpty()) {
                throw new CommitLostException(at);
            }
            ending = true;
            if (!own.end()) {
                throw new CommitLostException(at);
            }
            noteSent(proposal);
        } catch (ConnectionLostException e) {
            throw refused(
                    at,
                    e.mayHaveHappened()
                            ? "the connection was lost while the store committed; it tells later whether it did"
                            : "the connection to the store was lost; commit again");
        } catch (RequestTimeoutException e) {
            throw refused(
                    at,
                    ending
                            ? "the store did not say in time whether it committed; it tells later whether it did"
                            : "the store did not answer in time; commit again: " + e.getMessage());
        } catch (ErrorReplyException e) {
            throw refused(places.getOrDefault(e.subject(), at), "the store refused it: " + e.getMessage());
        } catch (XenstoreException e) {
            throw refused(at, "the store refused it: " + e.getMessage());
        }
    }

    /** Whether a node came only with another one below it: so it does there, and may be nobody's to write. */
    private boolean isImplied(Proposal proposal, int i, @Nullable Node node) {
        Path path = proposal.path(i);
        if (node == null || node.value().length > 0 || declared.contains(path)) {
            return false;
        }
        for (int j = i + 1; j < proposal.size(); j++) {
            if (proposal.kind(j) == Mutation.WRITTEN && proposal.path(j).isWithin(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(Map<Path, Optional<byte[]>> known, Path path, @Nullable Node node) {
        if (!known.containsKey(path)) {
            return false;
        }
        byte[] value = Objects.requireNonNull(known.get(path)).orElse(null);
        return node == null ? value == null : Arrays.equals(value, node.value());
    }

    private RefusedException refused(Path path, String why) {
        refusedElsewhere = true;
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
