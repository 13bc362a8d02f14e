package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Quota;
import dev.xylem.store.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotas over the wire: read, set, hit, and named. */
class QuotaOperationsTest {
    private final Site site = new Site();
    private final Conversation dom0 = site.dom0;
    private final Conversation guest = site.guest(7);

    @AfterEach
    void close() {
        site.close();
    }

    private void limit(Quota quota, int limit) {
        assertEquals("OK|", dom0.text(SET_QUOTA, "7|" + quota.key() + "|" + limit + "|"));
    }

    @Test
    void readAndSet() {
        String names = Arrays.stream(Quota.values()).map(Quota::key).collect(Collectors.joining(" "));
        assertEquals(names + "|", dom0.text(GET_QUOTA, ""));
        for (Quota quota : Quota.values()) {
            assertEquals(quota.standard() + "|", dom0.text(GET_QUOTA, quota.key() + "|"));
            assertEquals(quota.standard() + "|", dom0.text(GET_QUOTA, "7|" + quota.key() + "|"));
            assertEquals("OK|", dom0.text(SET_QUOTA, "7|" + quota.key() + "|5|"));
            assertEquals("OK|", dom0.text(SET_QUOTA, quota.key() + "|9|"));
            assertEquals("5|", dom0.text(GET_QUOTA, "7|" + quota.key() + "|"), "its own stays");
            assertEquals("9|", dom0.text(GET_QUOTA, quota.key() + "|"));
            assertEquals("9|", dom0.text(GET_QUOTA, "0|" + quota.key() + "|"));
        }
        assertEquals("EINVAL", dom0.text(GET_QUOTA, "none|"));
        assertEquals("EINVAL", dom0.text(GET_QUOTA, "7|none|"));
        assertEquals("EINVAL", dom0.text(SET_QUOTA, "none|1|"));
        assertEquals("ENOENT", dom0.text(GET_QUOTA, "9|nodes|"));
        assertEquals("ENOENT", dom0.text(SET_QUOTA, "9|nodes|1|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1", "1 ", "2147483648", "99999999999999999999"})
    void malformedLimits(String limit) {
        assertEquals("EINVAL", dom0.text(SET_QUOTA, "nodes|" + limit + "|"));
        assertEquals("EINVAL", dom0.text(SET_QUOTA, "7|nodes|" + limit + "|"));
        assertEquals("EINVAL", dom0.text(CONTROL, "quota|set|nodes|" + limit + "|"));
        assertEquals("1000|", dom0.text(GET_QUOTA, "nodes|"));
        assertEquals("1000|", dom0.text(GET_QUOTA, "7|nodes|"));
    }

    static List<Operation> rows() {
        return OperationTable.STANDARD.all();
    }

    /** The table names exactly the quotas that can refuse an operation; a refusal changes nothing but counters. */
    @ParameterizedTest
    @MethodSource("rows")
    void whatTheTableSaysIsWhatRefuses(Operation row) {
        site.node("/local/domain/7/node", "", "n7");
        for (Quota quota : Quota.values()) {
            guest.text(RESET_WATCHES, "|");
            guest.text(WATCH, "node|watched|");
            int transaction =
                    Integer.parseInt(guest.text(TRANSACTION_START, "|").replace("|", ""));
            guest.text(READ, transaction, "other|");
            boolean within =
                    row.transaction() == TransactionUse.OPTIONAL || row.transaction() == TransactionUse.REQUIRED;
            String node = row.effect() == Effect.TREE && row.charges().contains(Quota.NODES) ? "node/new" : "node";
            String payload = row.type() == SET_PERMS
                    ? "node|n7|r0|r1|"
                    : row.sample().replace("$|watched", "node|watched").replace("$", node);
            limit(quota, 1);
            Snapshot before = site.state();
            long refusals =
                    site.store.account(guest.client().peer().principal()).refusals(quota);
            String reply = guest.text(row.type(), within ? transaction : 0, payload);
            long now = site.store.account(guest.client().peer().principal()).refusals(quota);
            boolean charged = row.charges().contains(quota);
            assertEquals(charged ? refusals + 1 : refusals, now, row.type() + " " + quota + ": " + reply);
            if (charged) {
                assertEquals(quota == Quota.PATH_MAX ? "EINVAL" : quota == Quota.MEMORY ? "ENOMEM" : "ENOSPC", reply);
                assertEquals(before, site.state());
            }
            limit(quota, 0);
        }
    }

    /** a limit of n allows n. */
    @Test
    void boundaries() {
        site.node("/local/domain/7", "", "n7");
        for (int limit = 2; limit < 6; limit++) {
            limit(Quota.NODES, limit + 1);
            for (int i = 0; i < limit; i++) {
                assertEquals("OK|", guest.text(MKDIR, "n" + i + "|"));
            }
            assertEquals("ENOSPC", guest.text(MKDIR, "more|"));
            limit(Quota.WATCHES, limit);
            for (int i = 0; i < limit; i++) {
                assertEquals("OK|", guest.text(WATCH, "n" + i + "|t|"));
            }
            assertEquals("ENOSPC", guest.text(WATCH, "more|t|"));
            limit(Quota.TRANSACTIONS, limit);
            for (int i = 0; i < limit; i++) {
                assertEquals((1 + i + (limit - 2) * (limit + 1) / 2) + "|", guest.text(TRANSACTION_START, "|"));
            }
            assertEquals("ENOSPC", guest.text(TRANSACTION_START, "|"));
            limit(Quota.NODE_PERMISSIONS, limit);
            assertEquals("OK|", guest.text(SET_PERMS, "n0|n7|" + "r0|".repeat(limit - 1)));
            assertEquals("ENOSPC", guest.text(SET_PERMS, "n0|n7|" + "r0|".repeat(limit)));
            assertEquals("OK|", guest.text(SET_PERMS, "n0|n7|"));
            guest.text(RESET_WATCHES, "|");
        }
        limit(Quota.NODE_SIZE, 20);
        assertEquals("OK|", guest.text(WRITE, "n0|" + "x".repeat(17)));
        assertEquals("ENOSPC", guest.text(WRITE, "n0|" + "x".repeat(18)));
        limit(Quota.PATH_MAX, 20);
        assertEquals("ENOENT", guest.text(READ, "x".repeat(20) + "|"));
        assertEquals("EINVAL", guest.text(READ, "x".repeat(21) + "|"));
    }

    /** Scenario 20: error, log and node say which limit it was; raising it takes effect at once; domain 0 is not bound. */
    @Test
    void diagnosis() {
        site.node("/local/domain/7", "", "n7");
        assertEquals("", site.read("/sys/quota/7"));
        limit(Quota.NODES, 2);
        assertEquals("OK|", guest.text(WRITE, "one|1"));
        assertEquals("ENOSPC", guest.text(WRITE, "two|2"));
        String why =
                "ENOSPC at /local/domain/7/two: the quota nodes of 2 is used up, 3 are asked for; use less, or raise it";
        assertEquals(why, site.read("/sys/quota/7"));
        assertEquals("2", site.read("/sys/quota/7/nodes"));
        assertEquals("2", site.read("/sys/quota/7/nodes/used"));
        assertEquals("1", site.read("/sys/quota/7/nodes/refused"));
        assertEquals("1", site.read("/sys/quota/default/nodes/refused"));
        assertEquals("0", site.read("/sys/quota/7/watches/refused"));
        RequestLog.Last last = site.server.log().last();
        assertEquals(
                "7/2 WRITE two refused: " + why, last.lines().get(last.lines().size() - 1));
        assertEquals("OK|", dom0.text(WRITE, "/local/domain/7/control/shutdown|poweroff"));
        assertEquals("4", site.read("/sys/quota/7/nodes/used"), "A-4: what lies in its home is its own");
        assertEquals("OK|", dom0.text(WRITE, "/sys/quota/7/nodes|5"));
        assertEquals("OK|", guest.text(WRITE, "two|2"));
        assertEquals("ENOSPC", guest.text(WRITE, "three|3"));
        assertEquals("OK|", dom0.text(WRITE, "/sys/quota/7/nodes|1"), "Q-8");
        assertEquals("OK|", guest.text(WRITE, "one|x"));
        assertEquals("OK|", guest.text(RM, "two|"));
    }

    /** A domain may see its own quotas and nobody else's; nobody but the privileged changes any. */
    @Test
    void accessToTheNodes() {
        Conversation other = site.guest(8);
        assertEquals("1000", guest.text(READ, "/sys/quota/7/nodes|"));
        assertEquals("n0|r7|", guest.text(GET_PERMS, "/sys/quota/7/nodes|"));
        assertTrue(guest.text(DIRECTORY, "/sys/quota/7|").startsWith("memory|node-permissions|"));
        assertEquals("0", guest.text(READ, "/sys/quota/7/watches/used|"));
        for (String path :
                List.of("/sys/quota", "/sys/quota/8", "/sys/quota/8/nodes", "/sys/quota/9", "/sys/quota/default")) {
            assertEquals("EACCES", guest.text(READ, path + "|"), path);
            assertEquals("EACCES", guest.text(DIRECTORY, path + "|"), path);
        }
        assertEquals("EACCES", guest.text(WRITE, "/sys/quota/7/nodes|9"));
        assertEquals("EACCES", other.text(READ, "/sys/quota/7/nodes|"));
        assertEquals("EINVAL", dom0.text(WRITE, "/sys/quota/7/nodes|-1"));
        assertEquals("EROFS", dom0.text(WRITE, "/sys/quota/7/nodes/used|1"));
        assertEquals("EROFS", dom0.text(WRITE, "/sys/quota/9/nodes|1"));
        guest.text(WATCH, "/sys/quota|mine|");
        guest.events();
        assertEquals("OK|", dom0.text(SET_QUOTA, "7|nodes|500|"));
        assertEquals("OK|", dom0.text(WRITE, "/sys/quota/8/nodes|600"));
        assertEquals("OK|", dom0.text(WRITE, "/sys/quota/7/nodes|700"));
        assertEquals("OK|", dom0.text(WRITE, "/sys/quota/default/nodes|800"));
        assertEquals(List.of("/sys/quota/7/nodes|mine|", "/sys/quota/7/nodes|mine|"), guest.events());
        assertEquals("600|", dom0.text(GET_QUOTA, "8|nodes|"));
        assertEquals("700|", dom0.text(GET_QUOTA, "7|nodes|"));
        assertEquals("800|", dom0.text(GET_QUOTA, "nodes|"));
    }
}
