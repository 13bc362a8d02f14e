package dev.xylem.store.check;

import dev.xylem.store.Access;
import dev.xylem.store.Acl;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelLives;
import dev.xylem.store.model.ModelNode;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A store, under {@link XenAccess} unless said otherwise, and its state in the terms of the model. */
final class TestStore implements AutoCloseable {
    private final Store store;
    /** Leaps from call to call, so that former losses never matter: the model knows nothing of fairness. */
    private final LongSupplier time = leaps();

    private final Set<String> published;
    private final Map<Acl, List<String>> texts = new HashMap<>();

    TestStore(ModelQuotas quotas) {
        this(quotas, Set.of(), Cycle.NONE);
    }

    TestStore(ModelQuotas quotas, Set<String> published, Cycle cycle) {
        this(
                Quotas.UNLIMITED
                        .with(Quota.NODES, quotas.nodes())
                        .with(Quota.NODE_SIZE, quotas.nodeSize())
                        .with(Quota.NODE_PERMISSIONS, quotas.permissions())
                        .with(Quota.WATCHES, quotas.watches())
                        .with(Quota.TRANSACTIONS, quotas.transactions()),
                published,
                cycle);
    }

    TestStore(Quotas quotas, Set<String> published, Cycle cycle) {
        this(new XenAccess(), quotas, published, cycle);
    }

    TestStore(Access access, Quotas quotas, Set<String> published, Cycle cycle) {
        this.published = published;
        store = Store.builder(access)
                .quotas(quotas)
                .clock(time)
                .owned(published.stream().map(Path::of).toList())
                .cycle(cycle)
                .build();
    }

    private static LongSupplier leaps() {
        AtomicLong now = new AtomicLong();
        return () -> now.addAndGet(TimeUnit.HOURS.toNanos(1));
    }

    Store store() {
        return store;
    }

    Client client(ModelCaller caller) {
        return new Client(store, caller);
    }

    long number() {
        return store.snapshot().number();
    }

    int owned(int principal) {
        return store.nodes(store.access().principal(principal));
    }

    /** What is wrong with the counters: empty if nothing is. */
    List<String> check() {
        return store.check();
    }

    /** The committed tree without what is mounted. */
    ModelTree tree() {
        return tree(new ModelLives());
    }

    /** The same in a world where some may be dead; walks without recursion, for paths may be long. */
    ModelTree tree(ModelLives lives) {
        ModelTree tree = new ModelTree("n0", published, lives);
        Deque<Map.Entry<String, Node>> todo = new ArrayDeque<>();
        todo.add(Map.entry("/", store.snapshot().root()));
        while (!todo.isEmpty()) {
            Map.Entry<String, Node> next = todo.remove();
            String path = next.getKey();
            Node node = next.getValue();
            tree.nodes()
                    .put(
                            path,
                            new ModelNode(
                                    Client.text(node.value()), texts.computeIfAbsent(node.acl(), TestStore::entries)));
            for (String name : node.names()) {
                String below = path.equals("/") ? "/" + name : path + "/" + name;
                Node child = node.child(name);
                if (child == null) {
                    throw new IllegalStateException(below + " is listed but not there");
                }
                if (!below.equals("/sys")) {
                    todo.add(Map.entry(below, child));
                }
            }
        }
        return tree;
    }

    private static List<String> entries(Acl acl) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < acl.size(); i++) {
            Principal principal = acl.principal(i);
            entries.add(acl.format().get(i).charAt(0)
                    + Integer.toString(ModelLives.principal(principal.id(), principal.incarnation())));
        }
        return entries;
    }

    @Override
    public void close() {
        store.close();
    }
}
