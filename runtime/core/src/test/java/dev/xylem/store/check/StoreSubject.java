package dev.xylem.store.check;

import dev.xylem.check.Mismatch;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelNode;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.HashMap;
import java.util.Map;

/** The real store for schedules: one session for each caller, a store that is used for many schedules. */
final class StoreSubject implements Subject {
    private final TestStore store;
    private final Client toolstack;
    private final Map<ModelCaller, Client> clients = new HashMap<>();
    private int transactions;

    StoreSubject(ModelQuotas quotas) {
        this(new TestStore(quotas));
    }

    StoreSubject(TestStore store) {
        this.store = store;
        toolstack = client(ModelCaller.toolstack());
    }

    private Client client(ModelCaller caller) {
        return clients.computeIfAbsent(caller, store::client);
    }

    /** Makes only the difference, for most schedules change little. */
    @Override
    public void load(ModelTree tree) {
        Map<String, ModelNode> present = store.tree().nodes();
        String removed = "//";
        for (String path : present.keySet()) {
            if (!tree.nodes().containsKey(path) && !path.startsWith(removed)) {
                must(Op.rm(path));
                removed = path + "/";
            }
        }
        tree.nodes().forEach((path, node) -> {
            if (!node.equals(present.get(path))) {
                must(Op.write(path, node.value()));
                must(Op.setPerms(path, String.join(",", node.acl())));
            }
        });
    }

    private void must(Op operation) {
        Mismatch.check("loading: " + operation, "OK", toolstack.apply(operation));
    }

    @Override
    public long number() {
        return store.number();
    }

    @Override
    public ModelTree tree() {
        return store.tree();
    }

    @Override
    public String apply(ModelCaller caller, Op operation) {
        return client(caller).apply(operation);
    }

    @Override
    public Open begin(ModelCaller caller) {
        Client client = client(caller);
        int number = ++transactions;
        Mismatch.check("START", "OK", client.begin(number));
        return new Open() {
            @Override
            public String apply(Op operation) {
                return client.apply(number, operation);
            }

            @Override
            public String commit() {
                return client.end(number, true);
            }
        };
    }
}
