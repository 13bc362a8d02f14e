package dev.xylem.store.check;

import dev.xylem.Problem;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Proposal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.XenAccess;
import dev.xylem.store.check.HistorySteps.Step;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelLives;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The real store for histories, with a cycle that does what {@link HistoryTest#CYCLE} does. */
final class StoreHistory implements AutoCloseable {
    private static final Path PUBLISHED = Path.of(HistorySteps.PUBLISHED);
    private static final Path FIRST = Path.of("/a");
    private static final Path SECOND = Path.of("/a/b");

    private final TestStore store;
    private final List<ModelCaller> callers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private long refusals;

    StoreHistory(ModelQuotas quotas) {
        store = new TestStore(quotas, Set.of(HistorySteps.PUBLISHED), new Publishing());
    }

    /** Publishes two values side by side and refuses bad ones. */
    private final class Publishing implements Cycle {
        @Override
        public void run(Proposal proposal) throws RefusedException {
            String first = value(proposal, FIRST);
            String second = value(proposal, SECOND);
            List<Problem> problems = new ArrayList<>();
            if (first.equals("bad")) {
                problems.add(new Problem("/a", first, "must not be bad"));
            }
            if (second.equals("bad")) {
                problems.add(new Problem("/a/b", second, "must not be bad"));
            }
            if (!problems.isEmpty()) {
                refusals++;
                throw new RefusedException(problems);
            }
            proposal.publish(PUBLISHED, Client.bytes(first + "|" + second));
            proposal.accept();
        }

        private static String value(Proposal proposal, Path path) {
            Node node = proposal.node(path);
            return node == null ? "" : Client.text(node.value());
        }
    }

    void open(ModelCaller caller) {
        callers.add(caller);
        clients.add(store.client(caller));
    }

    ModelTree tree(ModelLives lives) {
        return store.tree(lives);
    }

    long number() {
        return store.number();
    }

    long refusals() {
        return refusals;
    }

    List<String> check() {
        return store.check();
    }

    int owned(int principal) {
        return store.owned(principal);
    }

    Set<String> takeEvents(int session) {
        return clients.get(session).takeEvents();
    }

    String step(Step step) {
        Client client = clients.get(step.session());
        int number = callers.get(step.session()).id();
        XenAccess access = (XenAccess) store.store().access();
        Principal principal = client.session().caller().principal();
        if (step instanceof Step.Birth) {
            access.created(number);
            for (int i = 0; i < clients.size(); i++) {
                if (callers.get(i).id() == number
                        && !access.alive(clients.get(i).session().caller().principal())) {
                    clients.set(i, store.client(callers.get(i)));
                }
            }
        } else if (!access.alive(principal)) {
            String reply = client.apply(Op.read("/"));
            return reply.equals("!ENOENT") ? "dead" : "read / from the grave: " + reply;
        } else if (step instanceof Step.Death) {
            store.store().bury(principal);
        } else if (step instanceof Step.Request request) {
            return request.transaction() == 0
                    ? client.apply(request.operation())
                    : client.apply(request.transaction(), request.operation());
        } else if (step instanceof Step.Begin begin) {
            return client.begin(begin.transaction());
        } else if (step instanceof Step.End end) {
            return client.end(end.transaction(), end.accept());
        } else if (step instanceof Step.Watch watch) {
            return client.watch(watch.watch());
        } else if (step instanceof Step.Unwatch watch) {
            return client.unwatch(watch.watch());
        } else if (step instanceof Step.Reset) {
            client.reset();
        } else {
            client.close();
            clients.set(step.session(), store.client(callers.get(step.session())));
        }
        return "OK";
    }

    @Override
    public void close() {
        store.close();
    }
}
