package dev.xylem.xenstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.xylem.store.Acl;
import dev.xylem.store.Caller;
import dev.xylem.store.Node;
import dev.xylem.store.Path;
import dev.xylem.xenstore.server.Rule.OnNode;
import dev.xylem.xenstore.server.Rule.Privileged;
import dev.xylem.xenstore.server.Rule.PrivilegedUnless;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * XSA-353: every row of the operation table × everybody × every kind of node, the root and special ones included, compared
 * with the decision function. The tests are made from the table, so a new row is in them at once.
 */
class PrivilegeMatrixTest {
    private static final int OWNER = 5;
    private static final int STUB = 6;
    private static final int LISTED = 7;
    private static final int STRANGER = 8;

    /** Who asks: domain 0, an owner, a stub domain that targets it, one that permissions list, one that they do not. */
    private static final List<Integer> EVERYBODY = List.of(0, OWNER, STUB, LISTED, STRANGER);

    /** Permissions of nodes below /m, each with an empty child of domain 0. */
    private static final List<List<String>> PERMISSIONS = List.of(
            List.of("n0"),
            List.of("r0"),
            List.of("w0"),
            List.of("b0"),
            List.of("n5"),
            List.of("r5"),
            List.of("n5", "r7"),
            List.of("n5", "w7"),
            List.of("n5", "b7"),
            List.of("b5", "n7"),
            List.of("n0", "r5", "w7"),
            List.of("n0", "r7", "b7"),
            List.of("n0", "r32757"),
            List.of("n0", "r99", "w99"));

    private static final List<String> ELSEWHERE = List.of(
            "/",
            "/tool",
            "/absent",
            "/absent/deep",
            "@introduceDomain",
            "@releaseDomain",
            "@unknown",
            "/sys",
            "/sys/commit",
            "/sys/absent",
            "/sys/log/level",
            "/local/domain/5",
            "/local/domain/5/absent");

    static List<Operation> rows() {
        return OperationTable.STANDARD.all();
    }

    private static Site site() {
        Site site = new Site();
        EVERYBODY.stream().skip(1).forEach(site::guest);
        assertEquals("OK|", site.dom0.text(MessageType.SET_TARGET, STUB + "|" + OWNER + "|"));
        for (int i = 0; i < PERMISSIONS.size(); i++) {
            site.node("/m/" + i + "/child", "");
            site.node("/m/" + i, "value", PERMISSIONS.get(i).toArray(new String[0]));
        }
        site.node("/local/domain/5", "", "n5");
        assertEquals("OK|", site.dom0.text(MessageType.SET_PERMS, "@releaseDomain|n0|r7|"));
        return site;
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(ELSEWHERE);
        for (int i = 0; i < PERMISSIONS.size(); i++) {
            paths.add("/m/" + i);
            paths.add("/m/" + i + "/absent");
            paths.add("/m/" + i + "/absent/deep");
        }
        return paths;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decisions(Operation row) {
        if (row.rule() instanceof OnNode rule) {
            onNodes(row, rule);
        } else {
            byPrivilege(row);
        }
    }

    /** Inside a transaction, which is then dropped, so that one site does for many nodes; and outside, on a site of its own. */
    private static void onNodes(Operation row, OnNode rule) {
        try (Site site = site()) {
            for (String path : paths()) {
                for (int asking : EVERYBODY) {
                    Conversation talk = asking == 0 ? site.dom0 : site.guest(asking);
                    for (String payload : payloads(site, row, path)) {
                        String expected = expected(site, rule, row.type(), asking, path, payload);
                        String where = row.type() + " " + payload + " by " + asking + " on " + permissions(site, path);
                        int transaction = Integer.parseInt(
                                talk.text(MessageType.TRANSACTION_START, "|").replace("|", ""));
                        assertEquals(expected, outcome(talk.text(row.type(), transaction, payload)), where + " in");
                        assertEquals("OK|", talk.text(MessageType.TRANSACTION_END, transaction, "F|"));
                        if (row.effect() == Effect.NONE || !expected.isEmpty()) {
                            assertEquals(expected, outcome(talk.text(row.type(), payload)), where);
                        } else {
                            outside(row, path, asking, payload);
                        }
                    }
                }
            }
        }
    }

    private static void outside(Operation row, String path, int asking, String payload) {
        try (Site site = site()) {
            Conversation talk = asking == 0 ? site.dom0 : site.guest(asking);
            assertEquals("", outcome(talk.text(row.type(), payload)), row.type() + " " + path + " by " + asking);
        }
    }

    /** The sample, and for permissions also one that keeps the owner. */
    private static List<String> payloads(Site site, Operation row, String path) {
        String sample = row.sample().replace("$", path);
        Node node = site.state().node(Path.of(path));
        return row.type() != MessageType.SET_PERMS || node == null
                ? List.of(sample)
                : List.of(sample, path + "|r" + node.acl().owner() + "|");
    }

    private static String permissions(Site site, String path) {
        Node node = site.state().node(Path.of(path));
        return node == null ? "nothing" : node.acl().toString();
    }

    /** An error, or nothing for a success. */
    private static String outcome(String reply) {
        return reply.matches("E[A-Z0-9]+") ? reply : "";
    }

    private static Caller caller(Site site, int domain) {
        return domain == 0
                ? site.access.owner()
                : site.guest(domain).client().session().caller();
    }

    /** What the rules say, from the permissions of the node and those above it. */
    private static String expected(Site site, OnNode rule, MessageType type, int asking, String path, String payload) {
        Path node = Path.of(path);
        if (node.special() && !rule.special()) {
            return "EINVAL";
        }
        Path nearest = node;
        while (site.state().node(nearest) == null && nearest.depth() > 0) {
            nearest = nearest.special() && nearest.depth() == 1 ? Path.ROOT : nearest.parent();
        }
        boolean exists = nearest.equals(node);
        Acl acl = node.special() && !exists ? Acl.of(site.access.owner().principal(), 'n') : acl(site, nearest);
        int rights = site.access.rights(caller(site, asking), acl);
        boolean writes = rule.right() != Acl.READ;
        if ((rights & rule.right()) != rule.right()) {
            return "EACCES";
        }
        if (writes && node.isWithin(Path.of("/sys"))) {
            return path.equals("/sys/log/level") && type == MessageType.WRITE ? "EINVAL" : "EROFS";
        }
        if (!exists) {
            return missing(type, nearest.depth() == node.depth() - 1);
        }
        if (type == MessageType.RM && node.depth() == 0) {
            return "EINVAL";
        }
        boolean keepsOwner =
                payload.endsWith("r" + acl.owner() + "|") || acl.owner().id() == 0;
        return type == MessageType.SET_PERMS && asking != 0 && !keepsOwner ? "EPERM" : "";
    }

    private static Acl acl(Site site, Path path) {
        Node node = site.state().node(path);
        assertNotNull(node);
        return node.acl();
    }

    private static String missing(MessageType type, boolean inExistingParent) {
        return switch (type) {
            case WRITE, MKDIR -> "";
            case RM -> inExistingParent ? "" : "ENOENT";
            default -> "ENOENT";
        };
    }

    /** What is no node is for everybody, or for the privileged, whatever is asked. */
    private static void byPrivilege(Operation row) {
        for (int asking : EVERYBODY) {
            try (Site site = site()) {
                site.machine.build(9);
                Conversation talk = asking == 0 ? site.dom0 : site.guest(asking);
                talk.text(MessageType.WATCH, "/m|watched|");
                int transaction = row.transaction() == TransactionUse.REQUIRED
                        ? Integer.parseInt(
                                talk.text(MessageType.TRANSACTION_START, "|").replace("|", ""))
                        : 0;
                String reply = talk.text(row.type(), transaction, row.sample().replace("$", "/m"));
                boolean privileged = row.rule() instanceof Privileged || row.rule() instanceof PrivilegedUnless;
                boolean denied = privileged && asking != 0;
                assertEquals(denied ? "EACCES" : "", outcome(reply), row.type() + " by " + asking);
                if (denied) {
                    // Nor does an answer depend on anything else that is wrong with the request.
                    assertEquals("EACCES", talk.text(row.type(), 77, "nonsense"), row.type() + " by " + asking);
                }
            }
        }
    }
}
