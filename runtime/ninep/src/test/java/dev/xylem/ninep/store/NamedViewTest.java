package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Input;
import dev.xylem.ninep.wire.Message;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values by their names, and their explanations. */
class NamedViewTest {
    private final Calculator program = new Calculator();
    private final Mount mount = Mount.of(program);
    private Talk talk = mount.owner();

    @BeforeEach
    void seed() {
        mount.write("/local/domain/0/x", "1");
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

    @ParameterizedTest
    @EnumSource
    void valuesAreFilesByTheirNames(Dialect dialect) {
        talk.close();
        talk = mount.user(Mount.OWNER, dialect);
        assertEquals(List.of("explain", "refused", "store", "transaction", "values"), talk.ls(0, ""));
        assertEquals(List.of("door", "sum"), talk.ls(0, "values"));
        assertEquals(List.of("total", "twice", "x", "y"), talk.ls(0, "values/sum"));
        assertEquals(List.of("show", "total", "twice", "x", "y"), talk.ls(0, "explain/sum"));
        assertEquals("1\n", talk.cat(0, "values/sum/x"));
        assertEquals("5\n", talk.cat(0, "values/sum/y"));
        assertEquals("6\n", talk.cat(0, "values/sum/total"));
        assertEquals("12\n", talk.cat(0, "values/sum/twice"));
        assertEquals("", talk.cat(0, "values/door/key"));
        assertEquals("sum.show: explained\n", talk.cat(0, "explain/sum/show"));
    }

    @Test
    void writesAreConvertedAndOneFinalNewlineDoesNotCount() {
        talk.echo(0, "values/sum/x", "20\n").to(Message.WRITE);
        assertEquals("20", mount.value("/local/domain/0/x"));
        assertEquals("25\n", talk.cat(0, "values/sum/total"));
        talk.echo(0, "values/sum/x", "21").to(Message.WRITE);
        assertEquals("21", mount.value("/local/domain/0/x"));
        assertErrno(Errno.EINVAL, talk.echo(0, "values/sum/x", "22\n\n"));
        assertErrno(Errno.EINVAL, talk.echo(0, "values/sum/x", "banana\n"));
        assertEquals("21\n", talk.cat(0, "values/sum/x"));
        assertTrue(
                talk.cat(0, "refused").endsWith("2 values/sum/x: /local/domain/0/x = \"banana\": must be a number\n"));
        talk.close();
        talk = mount.user(Mount.OWNER, Dialect.PLAIN);
        assertEquals(
                "/local/domain/0/x = \"pear\": must be a number",
                talk.echo(0, "values/sum/x", "pear\n").error());
    }

    @Test
    void whatTheProgramComputesIsReadOnly() {
        for (String name : List.of("total", "twice")) {
            talk.reach(0, 1, "values/sum/" + name);
            assertErrno(Errno.EACCES, talk.open(1, 1));
            assertEquals("100444", mode("values/sum/" + name));
            talk.clunk(1);
        }
        assertEquals("100666", mode("values/sum/x"));
        assertErrno(Errno.EACCES, talk.open(walked("store/local/domain/0/sum/.value"), 1));
        assertEquals("100400", mode("store/local/domain/0/sum/.value"));
    }

    private int walked(String path) {
        talk.reach(0, 33, path);
        return 33;
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

    private String mode(String path) {
        Input input = attributes(path);
        input.qid();
        return Integer.toOctalString(input.u32());
    }

    @Test
    void lengthsAndVersionsAreTrue() {
        Input input = attributes("values/sum/total");
        assertEquals((int) mount.commits(), input.qid().version());
        for (int i = 0; i < 3; i++) {
            input.u32();
        }
        input.u64();
        input.u64();
        assertEquals(2, input.u64());
        long commit = mount.commits();
        mount.write("/elsewhere", "1");
        assertEquals((int) commit, attributes("values/sum/total").qid().version());
    }

    @Test
    void secretsAreWrittenAndNotShown() {
        talk.echo(0, "values/door/key", "s3cret\n").to(Message.WRITE);
        assertEquals("s3cret", mount.value("/local/domain/0/key"));
        assertEquals("(secret)\n", talk.cat(0, "values/door/key"));
        // What is appended goes on from the value, not from what is shown.
        talk.reach(0, 1, "values/door/key");
        talk.ask(Message.LOPEN, out -> out.u32(1).u32(02001)).to(Message.LOPEN);
        talk.write(1, 0, "2").to(Message.WRITE);
        talk.clunk(1).to(Message.CLUNK);
        assertEquals("s3cret\n2", mount.value("/local/domain/0/key"));
    }

    @Test
    void whoMayNotReadTheInputsMayNotSeeWhatComesOfThem() {
        mount.permit("/local/domain/0/x", "r1000");
        mount.permit("/local/domain/0", "r1000");
        talk.close();
        talk = mount.user(7, Dialect.LINUX);
        assertEquals("1\n", talk.cat(0, "values/sum/x"));
        assertErrno(Errno.EACCES, talk.open(walked("values/sum/x"), 1));
        // Absent: whoever may read the directory knows that it is.
        assertEquals("12\n", talk.cat(0, "values/sum/twice"));
        talk.clunk(33);
        talk.close();
        mount.write("/local/domain/0/y", "5");
        mount.permit("/local/domain/0/y", "n1000");
        talk = mount.user(7, Dialect.LINUX);
        for (String hidden : List.of("values/sum/twice", "values/sum/y", "explain/sum/x")) {
            assertErrno(Errno.EACCES, talk.open(walked(hidden), 0));
            assertEquals('0', mode(hidden).charAt(5));
            talk.clunk(33);
        }
        // The sum is published where everybody may read it.
        mount.permit("/local/domain/0/y", "n1000");
        assertErrno(Errno.EACCES, talk.open(walked("values/sum/total"), 0));
    }

    @Test
    void namesAreNeitherMadeNorRemoved() {
        talk.reach(0, 1, "values/sum");
        for (Message message : List.of(Message.MKDIR)) {
            assertErrno(
                    Errno.EPERM,
                    talk.ask(message, out -> out.u32(1).text("new").u32(0).u32(0)));
        }
        assertErrno(
                Errno.EPERM,
                talk.ask(Message.UNLINKAT, out -> out.u32(1).text("x").u32(0)));
        assertErrno(
                Errno.EPERM,
                talk.ask(
                        Message.LCREATE,
                        out -> out.u32(1).text("new").u32(1).u32(0).u32(0)));
        assertErrno(Errno.ENOENT, talk.walk(1, 2, "missing"));
        assertErrno(Errno.ENOENT, talk.walk(1, 2, "show"));
    }

    /** Rule 6: while there is a backlog, writes wait, reads do not, and nothing is lost. */
    @Test
    void writesWaitForTheApplication() {
        program.busy(true);
        talk.reach(0, 1, "values/sum/x");
        talk.opened(1, 1);
        talk.send(Message.WRITE, 10, out -> {
            out.u32(1).u64(0).u32(2);
            out.u8('4').u8('2');
        });
        assertNull(talk.poll());
        assertEquals("1\n", talk.cat(0, "values/sum/x"));
        talk.reach(0, 2, "store/local");
        talk.send(Message.MKDIR, 11, out -> out.u32(2).text("made").u32(0).u32(0));
        assertNull(talk.poll());
        assertNull(mount.value("/local/made"));
        program.busy(false);
        talk.turn();
        assertEquals(10, talk.poll().to(Message.WRITE).tag());
        assertEquals(11, talk.poll().to(Message.MKDIR).tag());
        assertEquals("42", mount.value("/local/domain/0/x"));
        assertEquals("", mount.value("/local/made"));
    }
}
