package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of CONTROL. */
class ControlTest {
    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private String control(String request) {
        return site.dom0.text(CONTROL, request);
    }

    @Test
    void helpListsEveryCommand() {
        assertEquals(
                """
                check          \s
                domains        \s
                ephemeral       <path> [<holder>]
                help           \s
                log             [on|off|<level>]
                memreport      \s
                print           <text>
                quota           [set <name> <value>|set <domid> <name> <value>|<domid>]
                quota-soft      [set <name> <value>]
                """,
                new String(site.dom0.ask(CONTROL, 0, "help|").payload(), java.nio.charset.StandardCharsets.US_ASCII)
                        .replace("\0", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "unknown|",
                "Check|",
                "check|now|",
                "help|me|",
                "log|on|off|",
                "log|loud|",
                "log||",
                "print|",
                "print|a|b|",
                "quota|set|",
                "quota|set|nodes|",
                "quota|set|1|nodes|2|3|",
                "quota|7|nodes|",
                "quota|x|",
                "quota||",
                "quota-soft|7|",
                "quota-soft|set|nodes|5|",
                "quota-soft|set|memory|x|",
                "memreport|/tmp/file|",
                "domains|7|"
            })
    void malformedCommands(String request) {
        assertEquals("EINVAL", control(request));
    }

    @Test
    void check() {
        assertEquals("OK|", control("check|"));
    }

    @Test
    void log() {
        assertEquals("level: refusals\nlevels: off refusals errors changes all\n|", control("log|"));
        site.dom0.text(WATCH, "/sys/log/level|t|");
        site.dom0.events();
        assertEquals("OK|", control("log|changes|"));
        assertEquals("changes", site.read("/sys/log/level"));
        assertEquals("OK|", control("log|on|"));
        assertEquals("all", site.read("/sys/log/level"));
        assertEquals("OK|", control("log|off|"));
        assertEquals("off", site.read("/sys/log/level"));
        assertEquals(3, site.dom0.events().size());
    }

    @Test
    void print() {
        assertEquals("OK|", control("print|a note\nfrom a script|"));
        assertEquals(
                List.of("control: a note\\x0afrom a script"),
                site.server.log().last().lines());
    }

    @Test
    void quota() {
        site.guest(7);
        assertTrue(control("quota|").startsWith("Quota settings:\nnodes               :     1000\n"));
        assertEquals("OK|", control("quota|set|nodes|50|"));
        assertEquals("OK|", control("quota|set|7|nodes|60|"));
        assertEquals("50|", site.dom0.text(GET_QUOTA, "nodes|"));
        assertEquals("60|", site.dom0.text(GET_QUOTA, "7|nodes|"));
        assertTrue(
                control("quota|7|").startsWith("Domain 7:\nnodes               :        0 of       60, refused 0\n"));
        assertEquals("ENOENT", control("quota|9|"));
        assertEquals("ENOENT", control("quota|set|9|nodes|1|"));
        assertEquals("OK|", control("quota-soft|set|memory|5000|"));
        assertEquals("Quota settings:\nsoft-memory         :     5000\n|", control("quota-soft|"));
    }

    @Test
    void memoryReport() {
        site.guest(7).text(WATCH, "/a|t|");
        Pattern line = Pattern.compile("[a-z-]+ *: +[0-9]+");
        String report = control("memreport|").replace("|", "");
        for (String figure : report.split("\n")) {
            assertTrue(line.matcher(figure).matches(), figure);
        }
        assertTrue(report.contains("connections      :            2\n"), report);
        assertTrue(report.contains("watches          :            1\n"), report);
    }

    @Test
    void domains() {
        site.guest(7);
        site.guest(8);
        site.dom0.text(SET_TARGET, "8|7|");
        assertEquals("7 running features 15\n8 running features 15 target 7\n|", control("domains|"));
    }
}
