package dev.xylem.store.model;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param id the domain or user id, with its life if that is not the first ({@link ModelLives})
 * @param privileged whether every right is granted (spec §3 step 1)
 * @param target the same of another whose rights are held besides its own
 * @param application whether this is the program itself, which alone may touch published paths (rule 5)
 */
public record ModelCaller(
        int id, boolean privileged, @Nullable Integer target, boolean application) {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int OWN = 4;

    public static ModelCaller toolstack() {
        return new ModelCaller(0, true, null, false);
    }

    public static ModelCaller guest(int id) {
        return new ModelCaller(id, false, null, false);
    }

    /** The rights on a node with this ACL: those of the caller and those of its target together. */
    int rights(ModelNode node) {
        if (privileged) {
            return READ | WRITE | OWN;
        }
        int rights = rights(id, node);
        return target == null ? rights : rights | rights(target, node);
    }

    boolean may(ModelNode node, int needed) {
        return (rights(node) & needed) == needed;
    }

    /** The same caller in the lives that its numbers have now. */
    ModelCaller reborn(ModelLives lives) {
        return new ModelCaller(
                lives.now(ModelLives.number(id)),
                privileged,
                target == null ? null : (Integer) lives.now(ModelLives.number(target)),
                application);
    }

    /** The caller without a target that is dead. */
    ModelCaller among(ModelLives lives) {
        return target == null || lives.alive(target) ? this : new ModelCaller(id, privileged, null, application);
    }

    private static int rights(int who, ModelNode node) {
        if (node.owner() == who) {
            return READ | WRITE | OWN;
        }
        for (String entry : node.acl().subList(1, node.acl().size())) {
            if (ModelNode.principal(entry) == who) {
                return letter(entry);
            }
        }
        return letter(node.acl().get(0));
    }

    private static int letter(String entry) {
        return switch (entry.charAt(0)) {
            case 'r' -> READ;
            case 'w' -> WRITE;
            case 'b' -> READ | WRITE;
            case 'n' -> 0;
            default -> throw new IllegalArgumentException(entry);
        };
    }
}
