package dev.xylem.ninep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.ninep.server.Talk;
import dev.xylem.ninep.wire.Dialect;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Message;
import dev.xylem.store.ConflictException;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.store.WatchSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several values in one commit. */
class TransactionFileTest {
    private final Calculator program = new Calculator();
    private final Mount mount = Mount.of(program);
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
                "line 2: /local/domain/0/x = \"pear\": must be a number",
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

    /** Which line it was, where that can be told: the path of the problem decides. */
    @Test
    void theLineIsTheOneThatIsToBlame() {
        assertEquals(
                "line 1: /local/domain/0/x = \"pear\": must be a number",
                talk.write(1, 0, "x=pear\ny=3\n/a=1\ncommit\n").error());
        assertEquals(
                "lines 2 to 3: sum.total = (no value): is too large",
                talk.write(1, 0, "# much\nx=2147483647\ny=1\ncommit\n").error());
        assertEquals(
                "line 1: sum.total = (no value): is too large",
                talk.write(1, 0, "x=2147483647\ncommit\n").error());
        assertTrue(talk.write(1, 0, "/a=1\nremove /local/domain/0\n/b=1\ncommit\n")
                .error()
                .startsWith("line 2: "));
    }

    // Commits that have to wait.

    /** A transaction of somebody who has lost twice, so that nobody may change what it sees. */
    private Transaction favoured(String path) throws StoreException {
        Session session = mount.store.session(mount.store.access().owner(), WatchSink.NONE);
        for (int lost = 0; lost < 2; lost++) {
            Transaction transaction = session.begin();
            transaction.read(Path.of(path));
            transaction.write(Path.of("/lost"), new byte[0]);
            mount.write(path, "1" + lost);
            assertThrows(ConflictException.class, transaction::commit);
        }
        Transaction favoured = session.begin();
        favoured.read(Path.of(path));
        return favoured;
    }

    private void lines(int tag, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        talk.send(Message.WRITE, tag, out -> {
            out.u32(1).u64(0).u32(octets.length);
            out.buffer().put(octets);
        });
    }

    @Test
    void aReservationHoldsUpACommitWhichKeepsItsLines() throws StoreException {
        Transaction favoured = favoured("/local/domain/0/x");
        talk.write(1, 0, "y=30\n").to(Message.WRITE);
        lines(10, "x=12\ncommit\n");
        assertNull(talk.poll());
        assertEquals(1, mount.server.counters().waiting());
        assertEquals("11", mount.value("/local/domain/0/x"));
        favoured.abort();
        talk.turn();
        Talk.Reply reply = talk.poll();
        assertEquals(10, reply.tag());
        assertEquals(12, reply.to(Message.WRITE).input().u32());
        assertEquals("42", mount.value("/local/domain/0/sum"));
        assertEquals("", talk.cat(0, "refused"));
    }

    @Test
    void whatIsInEffectAlreadyIsNotDoneTwice() throws StoreException {
        mount.write("/local/domain/0/y", "1");
        Transaction favoured = favoured("/local/domain/0/y");
        long before = mount.commits();
        String first = "x=2\ncommit\n";
        String second = "x=3\ny=39\ncommit\n";
        assertEquals(
                first.length(),
                talk.write(1, 0, first + second).to(Message.WRITE).input().u32());
        assertEquals(before + 1, mount.commits());
        lines(10, second);
        assertNull(talk.poll());
        favoured.abort();
        talk.turn();
        assertEquals(10, talk.poll().to(Message.WRITE).tag());
        assertEquals(before + 2, mount.commits());
        assertEquals("42", mount.value("/local/domain/0/sum"));
    }

    @Test
    void whatIsWrittenAfterACommitThatWaitsComesAfterIt() throws StoreException {
        Transaction favoured = favoured("/local/domain/0/x");
        long before = mount.commits();
        lines(10, "x=12\ncommit\n");
        lines(11, "y=1\n");
        lines(12, "x=13\ncommit\n");
        assertNull(talk.poll());
        favoured.abort();
        talk.turn();
        for (int tag = 10; tag <= 12; tag++) {
            assertEquals(tag, talk.poll().to(Message.WRITE).tag());
        }
        assertEquals(before + 2, mount.commits());
        assertEquals("14", mount.value("/local/domain/0/sum"));
        assertEquals("committed " + (before + 2) + "\n", status());
    }

    /** What stays goes on when the commit before it is given up. */
    @Test
    void whatIsWrittenAfterACommitThatIsGivenUpIsNotLost() throws StoreException {
        Transaction favoured = favoured("/local/domain/0/x");
        lines(10, "x=12\ncommit\n");
        lines(11, "y=30\ncommit\n");
        talk.send(Message.FLUSH, 12, out -> out.u16(10));
        assertEquals(12, talk.poll().to(Message.FLUSH).tag());
        favoured.abort();
        talk.turn();
        assertEquals(11, talk.poll().to(Message.WRITE).tag());
        assertEquals("30", mount.value("/local/domain/0/y"));
        assertEquals("11", mount.value("/local/domain/0/x"));
    }

    @Test
    void aCommitThatIsGivenUpHasNoEffectAndLeavesTheLinesBefore() throws StoreException {
        Transaction favoured = favoured("/local/domain/0/x");
        talk.write(1, 0, "y=30\n").to(Message.WRITE);
        lines(10, "x=12\ncommit\n");
        talk.send(Message.FLUSH, 11, out -> out.u16(10));
        assertEquals(11, talk.poll().to(Message.FLUSH).tag());
        favoured.abort();
        talk.turn();
        assertNull(talk.poll());
        talk.write(1, 0, "commit\n").to(Message.WRITE);
        assertEquals("30", mount.value("/local/domain/0/y"));
        assertEquals("11", mount.value("/local/domain/0/x"));
    }

    @Test
    void theCommitOfAClunkWaitsToo() throws StoreException {
        Transaction favoured = favoured("/local/domain/0/x");
        talk.write(1, 0, "x=12\ncommit").to(Message.WRITE);
        talk.send(Message.CLUNK, 10, out -> out.u32(1));
        assertNull(talk.poll());
        favoured.abort();
        talk.turn();
        assertEquals(10, talk.poll().to(Message.CLUNK).tag());
        assertEquals("12", mount.value("/local/domain/0/x"));
    }

    @Test
    void aBacklogOfEffectsHoldsUpCommitsOnly() {
        program.busy(true);
        talk.write(1, 0, "x=5\n").to(Message.WRITE);
        lines(10, "commit\n");
        assertNull(talk.poll());
        program.busy(false);
        talk.turn();
        assertEquals(10, talk.poll().to(Message.WRITE).tag());
        assertEquals("5", mount.value("/local/domain/0/x"));
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
