package dev.xylem.xenstore.scenarios;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Quota;
import dev.xylem.xenstore.domain.Hypervisor.State;
import dev.xylem.xenstore.ring.RingGuest;
import dev.xylem.xenstore.server.Conversation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many at once, conflicts, lists and limits. */
class LoadScenariosTest extends ScenarioFixture {
    private static final int CLIENTS = 300;

    /** What one client writes: about sixty keys below shared directories. */
    private static List<String> keys(int vm) {
        List<String> keys = new ArrayList<>();
        for (String name : List.of("name", "uuid", "image/ostype", "image/kernel", "start-time", "rtc/offset")) {
            keys.add("/vm/uuid-" + vm + "/" + name);
        }
        for (String name : List.of("name", "domid", "vm", "cpu/0/availability", "memory/target", "memory/static-max")) {
            keys.add("/local/domain/" + (1000 + vm) + "/" + name);
        }
        for (int device = 0; device < 3; device++) {
            for (String name : List.of("backend", "backend-id", "state", "handle", "mac", "mtu", "queues", "type")) {
                keys.add("/local/domain/" + (1000 + vm) + "/device/vif/" + device + "/" + name);
            }
            for (String name :
                    List.of("frontend", "frontend-id", "state", "online", "script", "handle", "bridge", "ip")) {
                keys.add("/local/domain/0/backend/vif/" + (1000 + vm) + "/" + device + "/" + name);
            }
        }
        return keys;
    }

    /** Times are the benchmark's; here it is that nobody has to try again, and that each client is one commit. */
    @Test
    @DisplayName("scenario 16: three hundred clients that all begin before the first one ends")
    void s16BootStorm() {
        List<Conversation> clients = new ArrayList<>();
        int[] ids = new int[CLIENTS];
        for (int vm = 0; vm < CLIENTS; vm++) {
            clients.add(client());
            ids[vm] = begin(clients.get(vm));
        }
        int before = cycles.size();
        for (int vm = 0; vm < CLIENTS; vm++) {
            for (String key : keys(vm)) {
                ok(clients.get(vm), WRITE, ids[vm], key + "|" + vm);
            }
        }
        for (int vm = 0; vm < CLIENTS; vm++) {
            ok(clients.get(vm), TRANSACTION_END, ids[vm], "T|");
        }
        assertEquals(before + CLIENTS, cycles.size());
        for (int vm = 0; vm < CLIENTS; vm++) {
            assertTrue(cycles.get(before + vm).size() < 2 * keys(vm).size(), "cost is that of what changed");
            assertEquals(Integer.toString(vm), toolstack.text(READ, keys(vm).get(vm % 60) + "|"));
        }
    }

    @ParameterizedTest(name = "{0} first, looking by {1}")
    @CsvSource({"T1, READ", "T2, READ", "T1, DIRECTORY", "T2, DIRECTORY", "T1, DENIED", "T2, DENIED"})
    @DisplayName("scenario 17: one looks for a lock and finds none, the other takes it: one of them commits")
    void s17NegativeRead(String first, String by) {
        RingGuest looking = start(7);
        int id = begin(toolstack);
        directory(toolstack, id, "/lock", by.equals("DENIED") ? "n0|" : "n0|b7|");
        directory(toolstack, id, "/owner", "n0|b7|");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(toolstack, CONTROL, "log|errors|");
        int before = cycles.size();
        int t1 = looking.begin();
        int t2 = begin(toolstack);
        switch (by) {
            case "READ" -> assertEquals("ENOENT", looking.text(READ, t1, "/lock/x|"));
            case "DIRECTORY" -> assertEquals("", looking.text(DIRECTORY, t1, "/lock|"));
            default -> assertEquals("EACCES", looking.text(READ, t1, "/lock/x|"));
        }
        ok(looking, WRITE, t1, "/owner|7");
        ok(toolstack, WRITE, t2, "/lock/x|0");
        ok(toolstack, SET_PERMS, t2, "/lock/x|n0|r7|");
        String owner = toolstack.text(READ, t2, "/owner|");
        assertEquals("", owner);
        String end1;
        String end2;
        if (first.equals("T1")) {
            end1 = looking.text(TRANSACTION_END, t1, "T|");
            end2 = toolstack.text(TRANSACTION_END, t2, "T|");
        } else {
            end2 = toolstack.text(TRANSACTION_END, t2, "T|");
            end1 = looking.text(TRANSACTION_END, t1, "T|");
        }
        assertEquals(first.equals("T1") ? OK : "EAGAIN", end1);
        assertEquals(first.equals("T2") ? OK : "EAGAIN", end2);
        assertEquals(before + 1, cycles.size(), "one commit; EAGAIN is none");
        String loser = first.equals("T1") ? "0/" : "7/";
        String met = first.equals("T1") ? "/owner" : by.equals("DIRECTORY") ? "/lock" : "/lock/x";
        List<String> conflicts =
                log().stream().filter(line -> line.contains("EAGAIN")).toList();
        assertEquals(1, conflicts.size(), conflicts.toString());
        assertTrue(
                conflicts.get(0).startsWith(loser) && conflicts.get(0).contains(met + ":"),
                "who lost, and where: " + conflicts);
        if (first.equals("T2")) {
            int again = looking.begin();
            assertEquals("0", looking.text(READ, again, "/lock/x|"), "after the retry it sees the lock");
            ok(looking, TRANSACTION_END, again, "T|");
        }
    }

    @Test
    @DisplayName("scenario 19: a guest lists everything while domains come and go")
    void s19Listing() {
        RingGuest guest = start(7);
        start(8);
        int id = begin(toolstack);
        directory(toolstack, id, "/public", "r0|", "a|1", "b|2");
        directory(toolstack, id, "/hidden", "n0|", "c|3");
        ok(toolstack, SET_PERMS, id, "/|r0|");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(guest, WRITE, "x|y");
        Set<String> seen = new TreeSet<>();
        walk(guest, "/", seen, () -> {
            set(8, State.GONE);
            start(8);
        });
        assertTrue(
                seen.containsAll(List.of("/public", "/public/a", "/public/b", "/hidden", "/local")), seen.toString());
        assertTrue(
                !seen.contains("/hidden/c") && !seen.contains("/local/domain"), "what is not permitted is not shown");
        assertEquals("EACCES", guest.text(READ, "/hidden/c|"));
        assertEquals("EACCES", guest.text(READ, "/hidden/not-there|"), "hidden and missing are told apart by nobody");

        for (int i = 0; i < 3_000; i++) {
            ok(toolstack, WRITE, "/public/many/child" + i + "|");
        }
        assertEquals("E2BIG", guest.text(DIRECTORY, "/public/many|"));
        assertEquals(2_999, parts(guest, "/public/many").size());
    }

    private static void walk(RingGuest guest, String path, Set<String> seen, Runnable meanwhile) {
        String reply = guest.text(DIRECTORY, path + "|");
        meanwhile.run();
        if (reply.equals("EACCES") || reply.equals("ENOENT")) {
            return;
        }
        for (String name : reply.isEmpty() ? new String[0] : reply.split("\\|")) {
            String below = path.equals("/") ? "/" + name : path + "/" + name;
            seen.add(below);
            if (!below.equals("/sys")) {
                walk(guest, below, seen, meanwhile);
            }
        }
    }

    /** All names; starts again when the list changed, which it does once. */
    private Set<String> parts(RingGuest guest, String directory) {
        boolean removed = false;
        while (true) {
            Set<String> names = new TreeSet<>();
            String generation = "";
            int offset = 0;
            while (true) {
                String reply = guest.text(DIRECTORY_PART, directory + "|" + offset + "|");
                int bar = reply.indexOf('|');
                String now = reply.substring(0, bar);
                if (!generation.isEmpty() && !generation.equals(now)) {
                    break;
                }
                generation = now;
                String rest = reply.substring(bar + 1);
                boolean last = rest.equals("|") || rest.endsWith("||");
                String entries = last ? rest.substring(0, rest.length() - 1) : rest;
                Arrays.stream(entries.split("\\|"))
                        .filter(name -> !name.isEmpty())
                        .forEach(names::add);
                offset += entries.length();
                if (last) {
                    return names;
                }
                if (!removed) {
                    removed = true;
                    ok(toolstack, RM, directory + "/child7|");
                }
            }
        }
    }

    @Test
    @DisplayName("scenario 20: a driver domain uses up one limit after the other, and everybody can see which")
    void s20Quotas() {
        RingGuest driver = start(7);
        ok(driver, MKDIR, "control|");
        for (Quota quota : List.of(Quota.NODES, Quota.WATCHES, Quota.TRANSACTIONS)) {
            ok(toolstack, SET_QUOTA, "7|" + quota.key() + "|10|");
            String refused = use(driver, quota, 20);
            int before = cycles.size();
            assertEquals("ENOSPC", refused);
            assertEquals("ENOSPC", use(driver, quota, 1));
            assertEquals(before, cycles.size(), "Q-1: without effect");
            assertEquals("10", toolstack.text(READ, "/sys/quota/7/" + quota.key() + "|"));
            assertEquals("10", toolstack.text(READ, "/sys/quota/7/" + quota.key() + "/used|"));
            assertEquals("2", toolstack.text(READ, "/sys/quota/7/" + quota.key() + "/refused|"));
            assertTrue(toolstack.text(READ, "/sys/quota/7|").contains(quota.key()), "the last refusal by its name");
            assertTrue(driver.text(READ, "/sys/quota/7|").contains(quota.key()), "for the domain as well");
            ok(toolstack, WRITE, "/local/domain/7/control/shutdown-" + quota.key() + "|poweroff");
            ok(toolstack, SET_QUOTA, "7|" + quota.key() + "|30|");
            assertEquals(OK, use(driver, quota, 1), "Q-8: raised while it runs");
        }
        ok(driver, RESET_WATCHES, "|");
        driver.events();
    }

    private int used;

    /** Asks until it is refused, at most so often; the last reply. */
    private String use(RingGuest driver, Quota quota, int times) {
        String reply = OK;
        for (int i = 0; i < times && !reply.equals("ENOSPC"); i++) {
            used++;
            reply = switch (quota) {
                case NODES -> driver.text(MKDIR, "n" + used + "|");
                case WATCHES -> driver.text(WATCH, "w|" + used + "|");
                default -> driver.text(TRANSACTION_START, "|");
            };
        }
        return reply.equals("ENOSPC") ? reply : OK;
    }
}
