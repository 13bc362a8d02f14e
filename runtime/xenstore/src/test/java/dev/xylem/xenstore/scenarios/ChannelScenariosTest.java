package dev.xylem.xenstore.scenarios;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.ring.RingGuest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Consoles and PCI devices of a domain 7, whose back ends are in domain 0. */
class ChannelScenariosTest extends ScenarioFixture {
    private static final String HOME = "/local/domain/7";
    private static final String FIRST = HOME + "/console";
    private static final String SECOND = HOME + "/device/console/1";
    private static final String BACK = "/local/domain/0/backend/console/7/1";

    private final RingGuest guest = start(7);

    @Test
    @DisplayName("scenario 14: consoles, and what a guest cannot change of them")
    void s14Consoles() {
        ok(toolstack, SET_PERMS, HOME + "|n0|r7|");
        int id = begin(toolstack);
        directory(toolstack, id, FIRST, "n0|r7|", "ring-ref|1", "port|2", "limit|1048576", "type|xenconsoled");
        directory(
                toolstack,
                id,
                SECOND,
                "n0|r7|",
                "backend|" + BACK,
                "backend-id|0",
                "type|xenconsoled",
                "limit|1048576",
                "name|org.example.agent",
                "output|pty");
        directory(toolstack, id, SECOND + "/state", "n7|r0|");
        directory(toolstack, id, BACK, "n0|r7|", "frontend|" + SECOND, "frontend-id|7", "online|1", "state|1");
        ok(toolstack, TRANSACTION_END, id, "T|");
        List<String> ttys = new ArrayList<>();
        derive(proposal -> ttys.add(value(proposal, FIRST + "/tty") + " " + value(proposal, SECOND + "/tty")));
        ok(toolstack, WATCH, FIRST + "/tty|first|");
        ok(toolstack, WATCH, SECOND + "/tty|second|");
        ok(guest, WATCH, "device/console/1/tty|g|");
        toolstack.events();
        guest.events();
        int before = cycles.size();
        ok(toolstack, WRITE, FIRST + "/tty|/dev/pts/3");
        ok(toolstack, WRITE, SECOND + "/tty|/dev/pts/4");
        assertEquals(before + 2, cycles.size(), "each in one cycle");
        assertEquals(List.of("/dev/pts/3 ", "/dev/pts/3 /dev/pts/4"), ttys);
        assertEquals(List.of(FIRST + "/tty|first|", SECOND + "/tty|second|"), toolstack.events());
        assertEquals(List.of("device/console/1/tty|g|"), guest.events());
        for (String console : List.of("console", "device/console/1")) {
            for (String trusted : List.of("tty", "limit", "type")) {
                assertEquals("EACCES", guest.text(WRITE, console + "/" + trusted + "|/etc/passwd"));
                assertEquals("EACCES", guest.text(RM, console + "/" + trusted + "|"));
                assertEquals("EACCES", guest.text(SET_PERMS, console + "/" + trusted + "|n7|"));
            }
            assertEquals("EACCES", guest.text(RM, console + "|"), "nor all of it");
            assertEquals("EACCES", guest.text(WRITE, console + "/more|x"));
        }
        ok(guest, WRITE, "device/console/1/state|4");
        assertEquals("org.example.agent", guest.text(READ, "device/console/1/name|"), "its channel has a name");
        assertEquals(before + 3, cycles.size(), "what was refused is no commit");
        assertEquals("/dev/pts/4", toolstack.text(READ, SECOND + "/tty|"));
    }

    @Test
    @DisplayName("scenario 15: PCI functions added to and removed from a running guest")
    void s15PciHotplug() {
        String back = "/local/domain/0/backend/pci/7/0";
        String front = HOME + "/device/pci/0";
        // Who waits for a back end that there has never been hears of it when it comes.
        ok(toolstack, WATCH, back + "|await|");
        assertEquals(List.of(back + "|await|"), toolstack.events());
        assertEquals("ENOENT", toolstack.text(READ, back + "/state|"));
        int before = cycles.size();
        int id = begin(toolstack);
        directory(
                toolstack,
                id,
                back,
                "n0|r7|",
                "frontend|" + front,
                "frontend-id|7",
                "online|1",
                "num_devs|1",
                "key-0|0000-03-00-0",
                "dev-0|0000-03-00-0",
                "state-0|1",
                "state|1");
        directory(toolstack, id, front, "n7|r0|", "backend|" + back, "backend-id|0", "state|1");
        ok(toolstack, TRANSACTION_END, id, "T|");
        assertEquals(before + 1, cycles.size());
        assertTrue(toolstack.events().contains(back + "|await|"));
        ok(guest, WRITE, "device/pci/0/state|3");
        ok(toolstack, WRITE, back + "/state|4");
        ok(guest, WRITE, "device/pci/0/state|4");

        ok(guest, WATCH, back + "/state|b|");
        guest.events();
        before = cycles.size();
        id = begin(toolstack);
        for (String value : List.of("num_devs|2", "key-1|0000-04-00-1", "dev-1|0000-04-00-1", "state-1|1", "state|7")) {
            ok(toolstack, WRITE, id, back + "/" + value);
        }
        ok(toolstack, TRANSACTION_END, id, "T|");
        assertEquals(before + 1, cycles.size(), "one commit for each step");
        assertEquals(List.of(back + "/state|b|"), guest.events());
        assertEquals("0000-04-00-1", guest.text(READ, back + "/dev-1|"));
        ok(guest, WRITE, "device/pci/0/state|8");
        id = begin(toolstack);
        ok(toolstack, WRITE, id, back + "/state-1|4");
        ok(toolstack, WRITE, id, back + "/state|4");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(guest, WRITE, "device/pci/0/state|4");
        assertEquals(before + 4, cycles.size());

        // Function 0 goes; the rest moves together.
        id = begin(toolstack);
        ok(toolstack, WRITE, id, back + "/state-0|5");
        ok(toolstack, WRITE, id, back + "/state|7");
        ok(toolstack, TRANSACTION_END, id, "T|");
        ok(guest, WRITE, "device/pci/0/state|8");
        before = cycles.size();
        id = begin(toolstack);
        for (String value : List.of("key-0|0000-04-00-1", "dev-0|0000-04-00-1", "state-0|4", "num_devs|1", "state|4")) {
            ok(toolstack, WRITE, id, back + "/" + value);
        }
        for (String gone : List.of("key-1", "dev-1", "state-1")) {
            ok(toolstack, RM, id, back + "/" + gone + "|");
        }
        ok(toolstack, TRANSACTION_END, id, "T|");
        assertEquals(before + 1, cycles.size());
        assertEquals("0000-04-00-1", guest.text(READ, back + "/dev-0|"));
        assertEquals("ENOENT", guest.text(READ, back + "/dev-1|"));
        assertEquals("EACCES", guest.text(WRITE, back + "/num_devs|9"));
    }
}
