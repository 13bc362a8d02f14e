package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import dev.xylem.ninep.wire.Qid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Families as directories. */
class FamilyViewTest {
    private Switchboard program = new Switchboard(true);
    private Mount mount = Mount.of(program);
    private Talk talk = seeded();

    private Talk seeded() {
        mount.write("/ports/1", "ssh");
        mount.write("/ports/25", "smtp");
        return mount.owner();
    }

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, program.listeners());
        assertEquals(0, mount.server.counters().fids());
        assertEquals(0, mount.server.counters().faults());
        mount.close();
    }

    private static void assertErrno(Errno expected, Talk.Reply reply) {
        assertEquals(expected.number(), reply.errno());
    }

    private Input attributes(String path) {
        talk.reach(0, 77, path);
        Input input = talk.ask(Message.GETATTR, out -> out.u32(77).u64(-1))
                .to(Message.GETATTR)
                .input();
        talk.clunk(77);
        input.u64();
        return input;
    }

    private Qid qid(String path) {
        return attributes(path).qid();
    }

    private String mode(String path) {
        Input input = attributes(path);
        input.qid();
        return Integer.toOctalString(input.u32());
    }

    @ParameterizedTest
    @EnumSource
    void instancesAreFilesByTheirKeys(Dialect dialect) {
        talk.close();
        talk = mount.user(Mount.OWNER, dialect);
        assertEquals(List.of("labels", "ports"), talk.ls(0, "values/net"));
        assertEquals(List.of("1", "25"), talk.ls(0, "values/net/ports"));
        assertEquals("ssh\n", talk.cat(0, "values/net/ports/1"));
        // What a name of a file cannot have is written in hexadecimal.
        assertEquals(List.of("%2e%2f1", "%2e%2f25"), talk.ls(0, "values/net/labels"));
        assertEquals("SMTP\n", talk.cat(0, "values/net/labels/%2e%2f25"));
        assertEquals("net.ports: explained\n", talk.cat(0, "explain/net/ports"));
        for (String none : List.of("2", "%31", "%", "%2", "%zz", "ssh")) {
            talk.reach(0, 1, "values/net/ports");
            assertErrno(Errno.ENOENT, talk.walk(1, 2, none));
            talk.clunk(1);
        }
    }

    @Test
    void theyComeAndGo() {
        mount.write("/ports/80", "http");
        mount.remove("/ports/1");
        assertEquals(List.of("25", "80"), talk.ls(0, "values/net/ports"));
        talk.reach(0, 1, "values/net/ports/80");
        talk.opened(1, 0);
        mount.remove("/ports/80");
        assertErrno(Errno.ENOENT, talk.read(1, 0, 100));
    }

    @Test
    void aFileStaysTheSameAndItsVersionIsThatOfItsLastChange() {
        Qid before = qid("values/net/ports/1");
        Qid other = qid("values/net/ports/25");
        Qid label = qid("values/net/labels/%2e%2f1");
        assertNotEquals(before.path(), other.path());
        assertNotEquals(before.path(), label.path());
        mount.write("/ports/1", "telnet");
        assertEquals(before.path(), qid("values/net/ports/1").path());
        assertEquals((int) mount.commits(), qid("values/net/ports/1").version());
        assertEquals(other, qid("values/net/ports/25"));
        assertEquals((int) mount.commits(), qid("values/net/labels/%2e%2f1").version());
    }

    @Test
    void anInstanceThatIsTheValueOfItsNodeIsWritten() {
        assertEquals("100666", mode("values/net/ports/1"));
        talk.echo(0, "values/net/ports/1", "telnet\n").to(Message.WRITE);
        assertEquals("telnet", mount.value("/ports/1"));
        assertEquals("100444", mode("values/net/labels/%2e%2f1"));
        talk.reach(0, 1, "values/net/labels/%2e%2f1");
        assertErrno(Errno.EACCES, talk.open(1, 1));
    }

    @Test
    void oneOfSeveralNodesIsNot() {
        talk.close();
        mount.close();
        program = new Switchboard(false);
        mount = Mount.of(program);
        talk = seeded();
        assertEquals("100444", mode("values/net/ports/1"));
        talk.reach(0, 1, "values/net/ports/1");
        assertErrno(Errno.EACCES, talk.open(1, 1));
    }

    /** A directory's permissions say nothing of what is below. */
    @Test
    void whoMayNotReadAnInstanceDoesNotSeeIt() {
        mount.permit("/ports", "r1000");
        mount.permit("/ports/1", "r1000");
        mount.permit("/ports/25", "n1000");
        talk.close();
        talk = mount.user(7, Dialect.LINUX);
        assertEquals(List.of("1", "25"), talk.ls(0, "values/net/ports"));
        assertEquals("ssh\n", talk.cat(0, "values/net/ports/1"));
        assertEquals("100644", mode("values/net/ports/1"));
        assertEquals("100600", mode("values/net/ports/25"));
        talk.reach(0, 1, "values/net/ports/25");
        assertErrno(Errno.EACCES, talk.open(1, 0));
        // What is computed from all of them tells of this one.
        talk.reach(0, 2, "values/net/labels");
        assertErrno(Errno.EACCES, talk.walk(2, 3, "%2e%2f1"));
        talk.reach(0, 3, "explain/net/ports");
        assertErrno(Errno.EACCES, talk.open(3, 0));
        mount.permit("/ports/25", "r1000");
        assertEquals("SSH\n", talk.cat(0, "values/net/labels/%2e%2f1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"values/net/ports/.events", "values/net/.events", "values/.events"})
    void eventsTellTheKeys(String events) {
        talk.reach(0, 1, events);
        talk.opened(1, 0);
        talk.send(Message.READ, 10, out -> out.u32(1).u64(0).u32(4096));
        assertNull(talk.poll());
        mount.write("/ports/25", "mail");
        program.changed("25");
        talk.turn();
        Input input = talk.poll().to(Message.READ).input();
        byte[] data = new byte[input.u32()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) input.u8();
        }
        String directory = events.substring("values/".length(), events.length() - ".events".length());
        String below = "net/ports/25".substring(directory.length());
        String told = new String(data, StandardCharsets.UTF_8);
        String labels = directory.endsWith("ports/")
                ? ""
                : mount.commits() + " " + "net/labels/%2e%2f25".substring(directory.length()) + "\n";
        assertEquals(mount.commits() + " " + below + "\n" + labels, told);
    }
}
