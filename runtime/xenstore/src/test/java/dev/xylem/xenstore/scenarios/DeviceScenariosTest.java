package dev.xylem.xenstore.scenarios;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Proposal;
import dev.xylem.xenstore.ring.RingGuest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Devices: a frontend in domain 7, its backend in domain 8, a domain 9 that it does not concern. */
class DeviceScenariosTest extends ScenarioFixture {
    private static final String FRONT = "/local/domain/7/device/vif/0";
    private static final String BACK = "/local/domain/8/backend/vif/7/0";

    private final RingGuest front = guest(7);
    private final RingGuest back = guest(8);
    private final RingGuest other = guest(9);

    /** The commits in which the link went up and down. */
    private final List<String> link = new ArrayList<>();

    private boolean up;

    /** With a home as toolstacks make it: the guest may read it. */
    private RingGuest guest(int domain) {
        RingGuest guest = start(domain);
        ok(toolstack, SET_PERMS, "/local/domain/" + domain + "|n0|r" + domain + "|");
        return guest;
    }

    private void link(Proposal proposal) {
        boolean now = value(proposal, FRONT + "/state").equals("4")
                && value(proposal, BACK + "/state").equals("4");
        if (now != up) {
            up = now;
            link.add((now ? "UP in " : "DOWN in ") + cycles.size());
        }
    }

    private void create() {
        int id = begin(toolstack);
        directory(
                toolstack, id, FRONT, "n7|r8|", "backend|" + BACK, "backend-id|8", "mac|00:16:3e:00:00:01", "state|1");
        directory(toolstack, id, BACK, "n8|r7|", "frontend|" + FRONT, "frontend-id|7", "online|1", "state|1");
        ok(toolstack, WRITE, id, "/libxl/7/device/vif/0|");
        ok(toolstack, TRANSACTION_END, id, "T|");
    }

    private static void state(RingGuest guest, String directory, int state) {
        ok(guest, WRITE, directory + "/state|" + state);
    }

    private void connect() {
        state(back, BACK, 2);
        int id = front.begin();
        ok(front, WRITE, id, "device/vif/0/tx-ring-ref|8");
        ok(front, WRITE, id, "device/vif/0/event-channel|15");
        ok(front, WRITE, id, "device/vif/0/state|3");
        ok(front, TRANSACTION_END, id, "T|");
        state(back, BACK, 4);
        state(front, FRONT, 4);
    }

    private void watchAll() {
        ok(front, WATCH, BACK + "/state|b|");
        ok(back, WATCH, FRONT + "/state|f|");
        for (String path : List.of("/", FRONT, BACK, "/local/domain/7", "/local/domain/8")) {
            ok(other, WATCH, path + "|o|");
        }
        front.events();
        back.events();
        other.events();
    }

    @Test
    @DisplayName("scenario 1: handshake of a network device")
    void s1Handshake() {
        watchAll();
        derive(this::link);
        int before = cycles.size();
        create();
        assertEquals(before + 1, cycles.size(), "one commit");
        assertTrue(cycles.get(before).containsAll(List.of(FRONT, BACK)), "both directories in the same cycle");
        assertEquals("n7|r8|", toolstack.text(GET_PERMS, FRONT + "/state|"));
        assertEquals("n8|r7|", toolstack.text(GET_PERMS, BACK + "/state|"));
        connect();
        assertEquals(before + 5, cycles.size());
        assertEquals(List.of("UP in " + (before + 5)), link, "exactly in the cycle of the last 4");
        assertTrue(front.events().contains(BACK + "/state|b|"));
        assertEquals("4", front.text(READ, BACK + "/state|"));
        assertTrue(back.events().contains(FRONT + "/state|f|"));
        assertEquals("4", back.text(READ, FRONT + "/state|"));
        assertEquals(List.of(), other.events(), "no event for a third domain");
        assertEquals("EACCES", other.text(READ, FRONT + "/state|"));
    }

    @Test
    @DisplayName("scenario 2: handshake with skipped states")
    void s2SkippedStates() {
        List<String> states = new ArrayList<>();
        derive(proposal -> {
            link(proposal);
            states.add(value(proposal, FRONT + "/state") + value(proposal, BACK + "/state"));
        });
        create();
        state(front, FRONT, 3);
        assertEquals("ENOENT", back.text(READ, FRONT + "/feature-sg|"), "the default is the backend's to choose");
        state(back, BACK, 3);
        state(back, BACK, 4);
        state(front, FRONT, 4);
        assertEquals(List.of("11", "31", "33", "34", "44"), states, "no state regresses");
        assertTrue(up);
    }

    @Test
    @DisplayName("scenario 3: orderly unplug, a late write, and plugging in again")
    void s3Unplug() {
        derive(this::link);
        create();
        connect();
        ok(toolstack, WRITE, BACK + "/online|0");
        ok(toolstack, WRITE, BACK + "/state|5");
        state(front, FRONT, 6);
        state(back, BACK, 6);
        int before = cycles.size();
        int id = begin(toolstack);
        for (String path : List.of(FRONT, BACK, "/local/domain/8/backend/vif/7", "/libxl/7/device/vif/0")) {
            ok(toolstack, RM, id, path + "|");
        }
        ok(toolstack, TRANSACTION_END, id, "T|");
        assertEquals(before + 1, cycles.size(), "removal is one commit");
        assertEquals(2, link.size(), "up once, down once: " + link);
        String late = back.text(WRITE, BACK + "/hotplug-status|connected");
        assertEquals("EACCES", late, "the directories above are the toolstack's: nothing is resurrected");
        assertEquals("", toolstack.text(DIRECTORY, "/local/domain/8/backend/vif|"));
        create();
        connect();
        assertEquals(3, link.size());
        assertTrue(up);
    }

    @Test
    @DisplayName("scenario 4: a block device whose script fails, and then succeeds")
    void s4BlockHotplug() {
        String vbd = "/local/domain/8/backend/vbd/7/51712";
        List<String> statuses = new ArrayList<>();
        derive(proposal -> {
            String error = value(proposal, vbd + "/hotplug-error");
            String status = value(proposal, vbd + "/state").equals("4")
                    ? "CONNECTED"
                    : error.isEmpty() ? "WAITING" : "FAILED(" + error + ")";
            if (statuses.isEmpty() || !statuses.get(statuses.size() - 1).equals(status)) {
                statuses.add(status);
            }
        });
        int id = begin(toolstack);
        directory(toolstack, id, vbd, "n8|r7|", "state|1", "params|/dev/sda");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(back, WATCH, vbd + "|script|");
        ok(toolstack, WATCH, vbd + "/hotplug-error|await|");
        toolstack.events();
        back.events();
        state(back, vbd, 2);
        int before = cycles.size();
        ok(back, WRITE, vbd + "/hotplug-error|no such device");
        assertEquals(before + 1, cycles.size());
        assertEquals(List.of(vbd + "/hotplug-error|await|"), toolstack.events(), "what an await waits for");
        assertEquals("no such device", toolstack.text(READ, vbd + "/hotplug-error|"));
        ok(toolstack, WRITE, vbd + "/physical-device|8:0");
        assertTrue(back.events().contains(vbd + "/physical-device|script|"));
        state(back, vbd, 4);
        assertEquals(List.of("WAITING", "FAILED(no such device)", "CONNECTED"), statuses);
    }

    @Test
    @DisplayName("scenario 5: a balloon target that is set ten times while the guest is slow")
    void s5Balloon() {
        int total = 4096;
        List<Integer> free = new ArrayList<>();
        derive(proposal -> {
            String allocation = value(proposal, "/local/domain/7/memory/current");
            int now = total - (allocation.isEmpty() ? 0 : Integer.parseInt(allocation));
            if (free.isEmpty() || free.get(free.size() - 1) != now) {
                free.add(now);
            }
        });
        int id = begin(toolstack);
        directory(toolstack, id, "/local/domain/7/memory", "n0|r7|", "target|1024");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(toolstack, WRITE, "/local/domain/7/memory/current|1024");
        ok(toolstack, SET_PERMS, "/local/domain/7/memory/current|n7|");
        ok(front, WATCH, "memory/target|balloon|");
        front.events();
        for (int i = 1; i <= 10; i++) {
            ok(toolstack, WRITE, "/local/domain/7/memory/target|" + (1024 - i * 10));
        }
        List<String> events = front.events();
        assertTrue(!events.isEmpty() && events.size() <= 10, events.toString());
        assertEquals("924", front.text(READ, "memory/target|"));
        ok(front, WRITE, "memory/current|924");
        assertEquals(List.of(4096, 3072, 3172), free);
        ok(toolstack, WRITE, "/local/domain/7/memory/target|924");
        assertEquals(3, free.size(), "G4: an equal value changes nothing downstream");
        assertEquals("EACCES", front.text(WRITE, "memory/target|4096"));
        assertFalse(cycles.isEmpty());
    }
}
