package dev.xylem.xenstore.harness;

import dev.xylem.store.Acl;
import dev.xylem.store.Cycle;
import dev.xylem.store.Node;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.model.ModelLives;
import dev.xylem.store.model.ModelNode;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.harness.ServerSteps.Step;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.server.Site;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server with domains for {@link ServerSteps}, and its state in the terms of the model. */
final class ModelSite implements AutoCloseable {
    private final Site site;
    private final List<WireClient> clients = new ArrayList<>();

    ModelSite(ModelQuotas quotas, Cycle cycle) {
        AtomicLong now = new AtomicLong();
        // Leaps from call to call, so that former losses never matter: the model knows nothing of fairness.
        site = new Site(cycle, () -> now.addAndGet(TimeUnit.HOURS.toNanos(1)));
        site.store.setQuotas(Quotas.UNLIMITED
                .with(Quota.NODES, quotas.nodes())
                .with(Quota.NODE_SIZE, quotas.nodeSize())
                .with(Quota.NODE_PERMISSIONS, quotas.permissions())
                .with(Quota.WATCHES, quotas.watches())
                .with(Quota.TRANSACTIONS, quotas.transactions()));
        for (int i = 0; i < ServerSteps.CALLERS.size(); i++) {
            clients.add(new WireClient(connect(number(i))));
        }
        setTarget();
    }

    private Conversation connect(int domain) {
        return domain == 0
                ? Conversation.with(site.server, site.access.owner(), Conversation.OUTPUT)
                : site.guest(domain);
    }

    static int number(int client) {
        return ServerSteps.CALLERS.get(client).id();
    }

    /** Domain 3 has domain 1 as its target, if there is one when domain 3 is introduced. */
    private void setTarget() {
        if (site.domains.isIntroduced(1) && site.domains.isIntroduced(3)) {
            ask(MessageType.SET_TARGET, "3|1|");
        }
    }

    private void ask(MessageType type, String payload) {
        String reply = site.dom0.text(type, payload);
        if (!reply.equals("OK|")) {
            throw new IllegalStateException(type + " " + payload + " is answered " + reply);
        }
    }

    boolean alive(int client) {
        return number(client) == 0 || site.domains.isIntroduced(number(client));
    }

    String step(Step step) {
        int domain = number(step.client());
        WireClient client = clients.get(step.client());
        if (step instanceof Step.Birth) {
            if (!alive(step.client())) {
                clients.set(step.client(), new WireClient(connect(domain)));
                if (domain == 3) {
                    setTarget();
                }
            }
        } else if (!alive(step.client())) {
            return "dead";
        } else if (step instanceof Step.Death death) {
            if (death.released()) {
                ask(MessageType.RELEASE, domain + "|");
            }
            site.machine.set(domain, State.GONE);
            client.forget();
        } else if (step instanceof Step.Request request) {
            return client.apply(request.slot(), request.operation());
        } else if (step instanceof Step.Begin begin) {
            return client.isOpen(begin.slot()) ? "-" : client.begin(begin.slot());
        } else if (step instanceof Step.End end) {
            return client.end(end.slot(), end.accept());
        } else if (step instanceof Step.Watch watch) {
            return client.watch(watch.watch());
        } else if (step instanceof Step.Unwatch watch) {
            return client.unwatch(watch.watch());
        } else if (step instanceof Step.Reset reset) {
            return client.reset(reset.slot());
        } else if (step instanceof Step.Introduce) {
            ask(MessageType.INTRODUCE, domain + "|1|2|");
            client.forget();
        } else if (domain == 0) {
            client.talk().close();
            clients.set(step.client(), new WireClient(connect(0)));
        } else {
            client.talk().client().reset();
            client.forget();
        }
        return "OK";
    }

    Set<String> takeEvents(int client) {
        return alive(client) ? clients.get(client).takeEvents() : Set.of();
    }

    long number() {
        return site.state().number();
    }

    int owned(int domain) {
        return site.store.nodes(site.access.principal(domain));
    }

    List<String> check() {
        return site.store.check();
    }

    long failures() {
        return site.server.counters().failures();
    }

    /** The committed tree without what is mounted. */
    ModelTree tree(ModelLives lives) {
        ModelTree tree = new ModelTree("n0", Set.of(), lives);
        Deque<Map.Entry<String, Node>> todo = new ArrayDeque<>();
        todo.add(Map.entry("", site.state().root()));
        while (!todo.isEmpty()) {
            Map.Entry<String, Node> next = todo.remove();
            Node node = next.getValue();
            String path = next.getKey();
            String value = new String(node.value(), java.nio.charset.StandardCharsets.ISO_8859_1);
            tree.nodes().put(path.isEmpty() ? "/" : path, new ModelNode(value, entries(node.acl())));
            for (String name : node.names()) {
                Node child = node.child(name);
                String below = path + "/" + name;
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
        for (int i = 0; i < clients.size(); i++) {
            if (number(i) == 0) {
                clients.get(i).talk().close();
            }
        }
        site.close();
    }
}
