package dev.xylem.store.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is alive, and in which of its lives. The model's principal is a number and a life in one number; in the first
 * life it is the number itself. What named a principal while there was none has the life {@link #NONE}.
 */
public final class ModelLives {
    private static final int LIFE = 100_000;
    private static final int NONE = 99;

    private final Map<Integer, Integer> lives = new HashMap<>();
    private final Set<Integer> dead = new HashSet<>();

    /** The principal of a number in one of its lives, or of what did not exist when it was named if the life is negative. */
    public static int principal(int number, int life) {
        return (life < 0 ? NONE : life) * LIFE + number;
    }

    /** The number that a principal has on the wire. */
    public static int number(int principal) {
        return principal % LIFE;
    }

    /** The entries of a permission list as they are on the wire. */
    static List<String> shown(List<String> acl) {
        return acl.stream()
                .map(entry -> entry.charAt(0) + Integer.toString(number(ModelNode.principal(entry))))
                .toList();
    }

    /** The principal that a number means now. */
    public int now(int number) {
        return principal(number, dead.contains(number) ? -1 : lives.getOrDefault(number, 0));
    }

    /** A request whose permissions name the principals that its numbers mean now. */
    Op resolved(Op operation) {
        if (operation.kind() != Op.Kind.SET_PERMS) {
            return operation;
        }
        return Op.setPerms(
                operation.path(),
                List.of(operation.argument().split(",")).stream()
                        .map(entry -> entry.charAt(0) + Integer.toString(now(ModelNode.principal(entry))))
                        .collect(Collectors.joining(",")));
    }

    boolean alive(int principal) {
        return !dead.contains(number(principal)) && now(number(principal)) == principal;
    }

    void end(int number) {
        dead.add(number);
    }

    void begin(int number) {
        if (dead.remove(number)) {
            lives.merge(number, 1, Integer::sum);
        }
    }
}
