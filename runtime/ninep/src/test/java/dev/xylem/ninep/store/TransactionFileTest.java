package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several values in one commit. */
class TransactionFileTest {
    private final Mount mount = Mount.of(new Calculator());
    private final Talk talk = mount.user(Mount.OWNER, Dialect.UNIX);

    @BeforeEach
    void open() {
        mount.write("/local/domain/0/x", "1");
        talk.reach(0, 1, "transaction");
        talk.opened(1, 2);
    }

    @AfterEach
    void everythingIsFreed() {
        talk.close();
        assertEquals(0, mount.server.counters().fids());
        assertEquals(0, mount.server.counters().faults());
        assertEquals(0, mount.store.transactions(mount.store.access().owner().principal()));
        mount.close();
    }

    private String status() {
        return Talk.text(talk.read(1, 0, 1000));
    }

    @Test
    void linesAreOneCommitAtTheWord() {
        long before = mount.commits();
        talk.write(1, 0, "# both\nx=20\n\n/local/domain/0/y=22\n").to(Message.WRITE);
        assertEquals(before, mount.commits());
        talk.write(1, 0, "com").to(Message.WRITE);
        talk.write(1, 3, "mit\n").to(Message.WRITE);
        assertEquals(before + 1, mount.commits());
        assertEquals("42", mount.value("/local/domain/0/sum"));
        assertEquals("committed " + (before + 1) + "\n", status());
        talk.write(1, 0, "sum.x=1\nremove y\ncommit\n").to(Message.WRITE);
        assertEquals("6", mount.value("/local/domain/0/sum"));
        assertNull(mount.value("/local/domain/0/y"));
        assertEquals(before + 2, mount.commits());
    }

    @Test
    void whatIsLeftIsCommittedAtTheClunk() {
        long before = mount.commits();
        talk.write(1, 0, "x=7\n/a/b=with = and blank ").to(Message.WRITE);
        assertEquals(before, mount.commits());
        talk.clunk(1).to(Message.CLUNK);
        assertEquals(before + 1, mount.commits());
        assertEquals("with = and blank ", mount.value("/a/b"));
        assertEquals("7", mount.value("/local/domain/0/x"));
    }

    @Test
    void theReplySaysWhichLineIsWrong() {
        long before = mount.commits();
        String line = "line 2: EINVAL at '/a:b': character 58 at 2 is not allowed; paths look like /a/b, of letters,"
                + " digits and - _ @";
        assertEquals(line, talk.write(1, 0, "x=2\n/a:b=3\ncommit\n").error());
        assertEquals(line + "\n", status());
        assertTrue(talk.cat(0, "refused").endsWith("transaction: " + line + "\n"));
        assertEquals(
                "line 4: /local/domain/0/x = \"pear\": must be a number",
                talk.write(1, 0, "y=3\nx=pear\ncommit\n").error());
        assertEquals(before, mount.commits());
        assertNull(mount.value("/local/domain/0/y"));
        // What follows begins anew.
        talk.write(1, 0, "y=4\ncommit\n").to(Message.WRITE);
        assertEquals("4", mount.value("/local/domain/0/y"));
        for (String wrong : List.of("nonsense", "remove", "nobody.knows=1", "sum.total=4")) {
            assertEquals(Errno.EINVAL.number(), talk.write(1, 0, wrong + "\n").errno(), wrong);
        }
        assertEquals(Errno.EACCES.number(), talk.write(1, 0, "sum=4\ncommit\n").errno());
    }

    @Test
    void abortForgets() {
        long before = mount.commits();
        talk.write(1, 0, "x=2\nabort\n").to(Message.WRITE);
        assertEquals("aborted\n", status());
        talk.clunk(1).to(Message.CLUNK);
        assertEquals(before, mount.commits());
    }

    @Test
    void aRefusalAtTheClunkStaysReadable() {
        talk.write(1, 0, "x=pear").to(Message.WRITE);
        assertTrue(talk.clunk(1).failed());
        assertEquals("1 transaction: line 1: /local/domain/0/x = \"pear\": must be a number\n", talk.cat(0, "refused"));
    }

    /** A connection that ends is no clunk. */
    @Test
    void whatIsLeftIsForgottenWithTheConnection() {
        long before = mount.commits();
        talk.write(1, 0, "x=7\n").to(Message.WRITE);
        talk.close();
        assertEquals(before, mount.commits());
    }

    @Test
    void everyOpenerHasItsOwn() {
        try (Talk other = mount.owner()) {
            other.reach(0, 1, "transaction");
            other.opened(1, 1);
            other.write(1, 0, "y=1\n").to(Message.WRITE);
            talk.write(1, 0, "x=2\ncommit\n").to(Message.WRITE);
            assertEquals("7", mount.value("/local/domain/0/sum"));
            other.write(1, 0, "commit\n").to(Message.WRITE);
            assertEquals("3", mount.value("/local/domain/0/sum"));
        }
    }

    @Test
    void aTransactionIsLimited() {
        String many = ("x=1" + "0".repeat(2000) + "\n").repeat(20);
        Talk.Reply reply = null;
        for (int i = 0; i < 30 && (reply = talk.write(1, 0, many)).type() == Message.WRITE.reply(); i++) {}
        assertEquals("the transaction is too long; commit it in parts", reply.error());
        talk.write(1, 0, "x=3\ncommit\n").to(Message.WRITE);
        assertEquals("3", mount.value("/local/domain/0/x"));
    }
}
