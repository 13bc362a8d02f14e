package dev.xylem.store.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tree as a sorted map, and what each request does to it (spec §2, §3, §7).
 *
 * <p>Replies are text: {@code =value}, {@code [child, child]}, {@code n0,r5}, {@code OK}, or {@code !ERRNO}.
 */
public final class ModelTree {
    /** Children of the root that the model does not show, but whose names the root holds. */
    private static final List<String> MOUNTS = List.of("sys");

    private final TreeMap<String, ModelNode> nodes;
    private final Set<String> published;
    private final ModelLives lives;

    /** A tree that holds the root with this ACL. */
    public ModelTree(String rootAcl, Set<String> published) {
        this(rootAcl, published, new ModelLives());
    }

    /** A tree that holds the root with this ACL, in a world where some may be dead. */
    public ModelTree(String rootAcl, Set<String> published, ModelLives lives) {
        this(new TreeMap<>(), published, lives);
        nodes.put("/", new ModelNode("", List.of(rootAcl.split(","))));
    }

    private ModelTree(TreeMap<String, ModelNode> nodes, Set<String> published, ModelLives lives) {
        this.nodes = nodes;
        this.published = published;
        this.lives = lives;
    }

    public ModelTree copy() {
        return new ModelTree(new TreeMap<>(nodes), published, lives);
    }

    /** Every node by its path. */
    public Map<String, ModelNode> nodes() {
        return nodes;
    }

    @Nullable
    ModelNode node(String path) {
        return nodes.get(path);
    }

    /** The nodes each principal owns, published ones left out (Q-2, rule 5). */
    public Map<Integer, Integer> counts() {
        Map<Integer, Integer> counts = new HashMap<>();
        nodes.forEach((path, node) -> {
            if (!published.contains(path)) {
                counts.merge(node.owner(), 1, Integer::sum);
            }
        });
        return counts;
    }

    /** Does what is asked, or nothing; accepted changes are added to the list. */
    public String apply(Op op, ModelCaller asking, ModelQuotas quotas, List<ModelChange> changes) {
        ModelCaller caller = asking.among(lives);
        return switch (op.kind()) {
            case READ -> read(op.path(), caller, node -> "=" + node.value());
            case DIRECTORY ->
                read(op.path(), caller, node -> children(op.path()).toString());
            case GET_PERMS -> read(op.path(), caller, node -> String.join(",", ModelLives.shown(node.acl())));
            case WRITE -> write(op, caller, quotas, changes);
            case MKDIR -> mkdir(op, caller, quotas, changes);
            case RM -> remove(op.path(), caller, changes);
            case SET_PERMS -> setPermissions(op, caller, quotas, changes);
        };
    }

    private String read(String path, ModelCaller caller, java.util.function.Function<ModelNode, String> reply) {
        String error = access(path, caller, ModelCaller.READ);
        return error == null ? reply.apply(existing(path)) : error;
    }

    private String write(Op op, ModelCaller caller, ModelQuotas quotas, List<ModelChange> changes) {
        String error = change(op.path(), caller);
        if (error != null && !error.equals("!ENOENT")) {
            return error;
        }
        if (error == null) {
            int size = size(op.path());
            int changed =
                    size - existing(op.path()).value().length() + op.argument().length();
            if (tooLarge(size, changed, caller, quotas)) {
                return "!ENOSPC";
            }
        } else if (!create(op.path(), op.argument(), caller, quotas)) {
            return "!ENOSPC";
        }
        nodes.put(op.path(), new ModelNode(op.argument(), existing(op.path()).acl()));
        changes.add(ModelChange.of(ModelChange.Kind.WRITTEN, op.path()));
        return "OK";
    }

    private String mkdir(Op op, ModelCaller caller, ModelQuotas quotas, List<ModelChange> changes) {
        String error = change(op.path(), caller);
        if (error == null) {
            return "OK";
        }
        if (!error.equals("!ENOENT")) {
            return error;
        }
        if (!create(op.path(), "", caller, quotas)) {
            return "!ENOSPC";
        }
        changes.add(ModelChange.of(ModelChange.Kind.WRITTEN, op.path()));
        return "OK";
    }

    private String remove(String path, ModelCaller caller, List<ModelChange> changes) {
        String error = change(path, caller);
        if (error != null) {
            return error.equals("!ENOENT") && nodes.containsKey(parent(path)) ? "OK" : error;
        }
        if (path.equals("/")) {
            return "!EINVAL";
        }
        if (!caller.application() && published.stream().anyMatch(owned -> isWithin(owned, path))) {
            return "!EACCES";
        }
        List<String> below = below(path);
        below.forEach(nodes::remove);
        nodes.remove(path);
        changes.add(new ModelChange(ModelChange.Kind.REMOVED, path, below));
        return "OK";
    }

    private String setPermissions(Op op, ModelCaller caller, ModelQuotas quotas, List<ModelChange> changes) {
        List<String> acl = List.of(op.argument().split(","));
        if (!caller.privileged() && ModelQuotas.exceeds(acl.size(), quotas.permissions())) {
            return "!ENOSPC";
        }
        if (!lives.alive(ModelNode.principal(acl.get(0)))) {
            return "!ENOENT";
        }
        if (published.contains(op.path()) && !caller.application()) {
            return "!EACCES";
        }
        String error = access(op.path(), caller, ModelCaller.WRITE | ModelCaller.OWN);
        if (error != null) {
            return error;
        }
        ModelNode before = existing(op.path());
        ModelNode after = new ModelNode(before.value(), acl);
        if (!caller.privileged() && after.owner() != before.owner()) {
            return "!EPERM";
        }
        int size = size(op.path());
        if (tooLarge(
                size, size - octets(ModelLives.shown(before.acl())) + octets(ModelLives.shown(acl)), caller, quotas)) {
            return "!ENOSPC";
        }
        nodes.put(op.path(), after);
        changes.add(ModelChange.of(ModelChange.Kind.ACL, op.path()));
        return "OK";
    }

    /** What stands against changing the node; ENOENT where it may be created. */
    private @Nullable String change(String path, ModelCaller caller) {
        boolean creates = published.stream().anyMatch(owned -> isWithin(path, owned) && !nodes.containsKey(owned));
        if (!caller.application() && (published.contains(path) || creates)) {
            return "!EACCES";
        }
        return access(path, caller, ModelCaller.WRITE);
    }

    /** Null if the node exists and grants what is needed, else the error that reveals no existence. */
    private @Nullable String access(String path, ModelCaller caller, int needed) {
        ModelNode node = nodes.get(path);
        if (node != null) {
            return caller.may(node, needed) ? null : "!EACCES";
        }
        String ancestor = parent(path);
        while (!nodes.containsKey(ancestor)) {
            ancestor = parent(ancestor);
        }
        return caller.may(existing(ancestor), needed) ? "!ENOENT" : "!EACCES";
    }

    /** Creates the node and its missing ancestors, all or none; false if the creator's quota forbids. */
    private boolean create(String path, String value, ModelCaller caller, ModelQuotas quotas) {
        List<String> missing = new ArrayList<>();
        for (String at = path; !nodes.containsKey(at); at = parent(at)) {
            missing.add(0, at);
        }
        if (!caller.privileged() && quotas.nodes() != 0) {
            int owned = counts().getOrDefault(caller.id(), 0);
            if (ModelQuotas.exceeds(owned + missing.size(), quotas.nodes())) {
                return false;
            }
        }
        if (missing.isEmpty()) {
            return true;
        }
        TreeMap<String, ModelNode> before = new TreeMap<>(nodes);
        int former = size(parent(missing.get(0)));
        for (String at : missing) {
            nodes.put(at, existing(parent(at)).child(caller));
        }
        boolean fits = !tooLarge(former, size(parent(missing.get(0))), caller, quotas)
                && !tooLarge(0, size(path) + value.length(), caller, quotas)
                && missing.stream().noneMatch(at -> tooLarge(0, size(at), caller, quotas));
        if (!fits) {
            nodes.clear();
            nodes.putAll(before);
        }
        return fits;
    }

    /**
     * Removes what a dead principal owned, with everything below. The root, and what holds something published, goes to
     * the application instead.
     */
    void bury(int principal, List<ModelChange> changes) {
        for (String path : List.copyOf(nodes.keySet())) {
            ModelNode node = nodes.get(path);
            if (node == null || node.owner() != principal) {
                continue;
            }
            if (path.equals("/") || published.stream().anyMatch(owned -> isWithin(owned, path))) {
                nodes.put(path, new ModelNode(node.value(), List.of("n0")));
                changes.add(ModelChange.of(ModelChange.Kind.ACL, path));
            } else {
                List<String> below = below(path);
                below.forEach(nodes::remove);
                nodes.remove(path);
                changes.add(new ModelChange(ModelChange.Kind.REMOVED, path, below));
            }
        }
    }

    /** Puts a published value, without access check and without quota (rule 5); whether it differs. */
    boolean publish(String path, String value) {
        ModelNode before = nodes.get(path);
        if (before != null && before.value().equals(value)) {
            return false;
        }
        create(path, value, new ModelCaller(0, true, null, true), ModelQuotas.NONE);
        nodes.put(path, new ModelNode(value, existing(path).acl()));
        return true;
    }

    /** What a node has already may stay; only growth is refused. */
    private static boolean tooLarge(int former, int changed, ModelCaller caller, ModelQuotas quotas) {
        return !caller.privileged() && changed > former && ModelQuotas.exceeds(changed, quotas.nodeSize());
    }

    private int size(String path) {
        ModelNode node = existing(path);
        int mounts = path.equals("/") ? octets(MOUNTS) : 0;
        return node.value().length() + octets(ModelLives.shown(node.acl())) + octets(children(path)) + mounts;
    }

    private static int octets(Collection<String> texts) {
        return texts.stream().mapToInt(text -> text.length() + 1).sum();
    }

    private ModelNode existing(String path) {
        ModelNode node = nodes.get(path);
        if (node == null) {
            throw new IllegalStateException(path + " is not there");
        }
        return node;
    }

    private Set<String> children(String path) {
        Set<String> names = new TreeSet<>();
        for (String below : below(path)) {
            if (parent(below).equals(path)) {
                names.add(below.substring(below.lastIndexOf('/') + 1));
            }
        }
        return names;
    }

    private List<String> below(String path) {
        List<String> below = new ArrayList<>();
        for (String other : nodes.keySet()) {
            if (!other.equals(path) && isWithin(other, path)) {
                below.add(other);
            }
        }
        return below;
    }

    /** The path of the directory that holds this node. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    /** Whether the path is the other one or below it (P-6). */
    static boolean isWithin(String path, String ancestor) {
        return ancestor.equals("/") || path.equals(ancestor) || path.startsWith(ancestor + "/");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelTree that && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        nodes.forEach((path, node) -> text.append(path)
                .append(" = \"")
                .append(node.value())
                .append("\" ")
                .append(node.acl())
                .append('\n'));
        return text.toString();
    }
}
