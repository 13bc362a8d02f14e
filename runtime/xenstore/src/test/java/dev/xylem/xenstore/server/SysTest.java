package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.domain.Hypervisor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server shows below {@code /sys}, and what can be written there. */
class SysTest {
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private String list(String path) {
        return site.dom0.text(DIRECTORY, path + "|");
    }

    @Test
    void everythingIsListedAndEverythingListedCanBeRead() {
        site.guest(7);
        assertEquals(
                "commit|commits|connection|domain|heap|log|nodes|operation|quota|refusals|server|uptime|",
                list("/sys"));
        int read = walk("/sys");
        assertTrue(read > 100, "nodes read: " + read);
    }

    private int walk(String path) {
        int read = 1;
        assertTrue(!site.read(path).startsWith("E") || path.equals("/sys/operation/ERROR"), path);
        String names = list(path);
        for (String name : names.isEmpty() ? new String[0] : names.split("\\|")) {
            read += walk(path + "/" + name);
        }
        return read;
    }

    @Test
    void counters() {
        Conversation guest = site.guest(7);
        assertEquals("0", site.read("/sys/operation/READ"));
        guest.text(READ, "/secret|");
        guest.text(WATCH, "/a|t|");
        guest.text(TRANSACTION_START, "|");
        guest.ask(99, 0, new byte[0]);
        assertEquals("1", site.read("/sys/operation/READ"));
        assertEquals("1", site.read("/sys/operation/READ/errors"));
        assertEquals("0", site.read("/sys/operation/WATCH/errors"));
        assertEquals("4", site.read("/sys/server/requests"));
        assertEquals("2", site.read("/sys/server/errors"));
        assertEquals("2", site.read("/sys/server/connected"));
        for (String where : List.of("/sys/domain/7/", "/sys/connection/2/")) {
            assertEquals("4", site.read(where + "requests"));
            assertEquals("2", site.read(where + "errors"));
            assertEquals("1", site.read(where + "watches"));
            assertEquals("1", site.read(where + "transactions"));
            assertEquals("1", site.read(where + "events-sent"));
        }
        assertEquals("7", site.read("/sys/connection/2/domain"));
        assertEquals("1|2|", list("/sys/connection"));
        assertEquals("0|7|", list("/sys/domain"));
        assertEquals("1", site.read("/sys/domain/7/connections"));
        site.machine.set(7, Hypervisor.State.GONE);
        assertEquals("1|", list("/sys/connection"));
        assertEquals("0|", list("/sys/domain"));
        assertEquals("ENOENT", site.read("/sys/domain/7/requests"));
    }

    @Test
    void introducedDomains() {
        site.guest(7);
        site.guest(8);
        site.dom0.text(SET_TARGET, "8|7|");
        assertEquals("running", site.read("/sys/domain/7/state"));
        assertEquals("15", site.read("/sys/domain/7/features"));
        assertEquals("ENOENT", site.read("/sys/domain/7/target"));
        assertEquals("7", site.read("/sys/domain/8/target"));
        site.machine.set(7, Hypervisor.State.STOPPED);
        assertEquals("stopped", site.read("/sys/domain/7/state"));
        assertEquals("ENOENT", site.read("/sys/domain/0/state"));
    }

    @Test
    void commits() {
        Conversation guest = site.guest(7);
        site.node("/local/domain/7", "", "n7");
        long number = site.state().number();
        guest.text(WRITE, "a|1");
        assertEquals("1|", site.dom0.text(TRANSACTION_START, "|"));
        site.dom0.text(WRITE, 1, "/b|1");
        site.dom0.text(RM, 1, "/local/domain/7/a|");
        site.dom0.text(TRANSACTION_END, 1, "T|");
        assertEquals(Long.toString(number + 2), site.read("/sys/commits"));
        assertEquals("7/2 WRITTEN /local/domain/7/a", site.read("/sys/commits/" + (number + 1)));
        assertEquals("0/1 WRITTEN /b, REMOVED /local/domain/7/a", site.read("/sys/commits/" + (number + 2)));
        assertEquals("ENOENT", site.read("/sys/commits/" + (number + 3)));
        for (int i = 0; i < 600; i++) {
            site.node("/c", Integer.toString(i));
        }
        assertEquals("512", site.read("/sys/commits"));
        assertEquals("ENOENT", site.read("/sys/commits/" + (number + 1)));
    }

    @Test
    void conflictsAreCounted() {
        site.guest(7);
        assertEquals("1|", site.dom0.text(TRANSACTION_START, "|"));
        site.dom0.text(READ, 1, "/tool|");
        site.dom0.text(WRITE, 1, "/x|1");
        site.node("/tool", "changed");
        assertEquals("EAGAIN", site.dom0.text(TRANSACTION_END, 1, "T|"));
        assertEquals("1", site.read("/sys/domain/0/conflict"));
        assertEquals("0", site.read("/sys/domain/7/conflict"));
    }

    /** Scenario 23: the level is written like any node, alone or in a transaction, and in force with the commit. */
    @Test
    void logLevel() {
        Conversation guest = site.guest(7);
        site.dom0.text(WATCH, "/sys/log|t|");
        site.dom0.events();
        guest.text(READ, "/secret|");
        assertEquals("0", site.read("/sys/log/lines"));
        assertEquals("OK|", site.dom0.text(WRITE, "/sys/log/level|errors"));
        assertEquals(List.of("/sys/log/level|t|"), site.dom0.events());
        guest.text(READ, "/secret|");
        assertEquals("1", site.read("/sys/log/lines"));
        assertEquals(
                "7/2 READ /secret refused: EACCES at /secret: the caller lacks the right; the node's owner can give it with"
                        + " SET_PERMS",
                site.read("/sys/log/lines/1"));
        assertEquals("1|", list("/sys/log/lines"));
        assertEquals("EINVAL", site.dom0.text(WRITE, "/sys/log/level|loud"));

        assertEquals("1|", site.dom0.text(TRANSACTION_START, "|"));
        assertEquals("OK|", site.dom0.text(WRITE, 1, "/sys/log/level|off"));
        assertEquals("OK|", site.dom0.text(WRITE, 1, "/ordinary|1"));
        assertEquals("off", site.dom0.text(READ, 1, "/sys/log/level|"));
        assertEquals("errors", site.read("/sys/log/level"));
        assertEquals("OK|", site.dom0.text(TRANSACTION_END, 1, "T|"));
        assertEquals("off", site.read("/sys/log/level"));
        assertEquals("1", site.read("/ordinary"));

        assertEquals("2|", site.dom0.text(TRANSACTION_START, "|"));
        assertEquals("EINVAL", site.dom0.text(WRITE, 2, "/sys/log/level|loud"));
        assertEquals("OK|", site.dom0.text(READ, 2, "/ordinary|").isEmpty() ? "" : "OK|");
        assertEquals("OK|", site.dom0.text(WRITE, 2, "/sys/log/level|all"));
        site.node("/ordinary", "2");
        assertEquals("EAGAIN", site.dom0.text(TRANSACTION_END, 2, "T|"));
        assertEquals("off", site.read("/sys/log/level"), "refused as a whole");
    }

    @Test
    void strangersSeeNothing() {
        Conversation guest = site.guest(7);
        for (String path :
                List.of("/sys", "/sys/log/level", "/sys/connection/1", "/sys/domain/7", "/sys/server/errors")) {
            assertEquals("EACCES", guest.text(READ, path + "|"), path);
            assertEquals("EACCES", guest.text(DIRECTORY, path + "|"), path);
            assertEquals("EACCES", guest.text(WRITE, path + "|off"), path);
        }
        guest.text(WATCH, "/sys|t|");
        guest.events();
        site.dom0.text(WRITE, "/sys/log/level|off");
        assertEquals(List.of(), guest.events());
    }
}
