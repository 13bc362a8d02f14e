package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelChange;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Transactions of the shapes that toolstacks make, and the schedules on which merging by common prefix and object identity
 * goes wrong: a false conflict, or a missed one.
 */
class CoalescingTest {
    private static final int CONCURRENT = 199;

    private final TestStore store = new TestStore(ModelQuotas.NONE);
    private final Client toolstack = store.client(ModelCaller.toolstack());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void deviceAddsMerge() {
        for (int domain = 1; domain <= CONCURRENT; domain++) {
            ok(Op.mkdir("/local/domain/" + domain + "/device"));
        }
        ok(Op.mkdir("/local/domain/0/backend/vif"));
        allCommit(CoalescingTest::deviceAdd);
    }

    /** Here every transaction creates the shared directories, so only replay can explain the later ones. */
    @Test
    void deviceAddsMergeFromAnEmptyTree() {
        allCommit(CoalescingTest::deviceAdd);
    }

    @Test
    void startsOfVirtualMachinesMerge() {
        ok(Op.mkdir("/vm"));
        ok(Op.mkdir("/libxl"));
        ok(Op.mkdir("/local/domain"));
        allCommit(CoalescingTest::start);
    }

    /** Without the removals, which are answered otherwise as soon as another has made the directory. */
    @Test
    void startsOfVirtualMachinesMergeFromAnEmptyTree() {
        allCommit(domain -> start(domain).stream()
                .filter(operation -> operation.kind() != Op.Kind.RM)
                .toList());
    }

    /** One transaction for each domain, all open at once; requests interleaved, ENDs in reverse. */
    private void allCommit(IntFunction<List<Op>> shape) {
        ModelTree serial = store.tree();
        long number = store.number();
        for (int domain = 1; domain <= CONCURRENT; domain++) {
            assertEquals("OK", toolstack.begin(domain));
        }
        int longest = shape.apply(1).size();
        for (int i = 0; i < longest; i++) {
            for (int domain = 1; domain <= CONCURRENT; domain++) {
                toolstack.apply(domain, shape.apply(domain).get(i));
            }
        }
        for (int domain = CONCURRENT; domain >= 1; domain--) {
            assertEquals("OK", toolstack.end(domain, true), "END of the transaction for domain " + domain);
            for (Op operation : shape.apply(domain)) {
                serial.apply(operation, ModelCaller.toolstack(), ModelQuotas.NONE, new ArrayList<ModelChange>());
            }
        }
        assertEquals(serial, store.tree());
        assertEquals(number + CONCURRENT, store.number());
    }

    private static List<Op> deviceAdd(int domain) {
        String front = "/local/domain/" + domain + "/device/vif/0";
        String back = "/local/domain/0/backend/vif/" + domain + "/0";
        return List.of(
                Op.read(front),
                Op.rm(front),
                Op.mkdir(front),
                Op.setPerms(front, "n" + domain + ",r0"),
                Op.read(back + "/state"),
                Op.mkdir(back),
                Op.setPerms(back, "n0,r" + domain),
                Op.write(back + "/frontend", front),
                Op.write(back + "/frontend-id", Integer.toString(domain)),
                Op.write(back + "/state", "1"),
                Op.write(front + "/backend", back),
                Op.write(front + "/backend-id", "0"),
                Op.write(front + "/state", "1"));
    }

    private static List<Op> start(int domain) {
        String vm = "/vm/8a1f-" + domain;
        String home = "/local/domain/" + domain;
        return List.of(
                Op.rm(home),
                Op.mkdir(home),
                Op.setPerms(home, "n0,r" + domain),
                Op.rm(vm),
                Op.mkdir(vm),
                Op.setPerms(vm, "n0,r" + domain),
                Op.mkdir("/libxl/" + domain),
                Op.setPerms("/libxl/" + domain, "n0"),
                Op.mkdir(home + "/device"),
                Op.setPerms(home + "/device", "n" + domain),
                Op.write(home + "/vm", vm),
                Op.write(home + "/name", "guest-" + domain),
                Op.write(vm + "/uuid", "8a1f-" + domain),
                Op.write(vm + "/name", "guest-" + domain),
                Op.write("/libxl/" + domain + "/type", "pvh"));
    }

    /** Probe row 1, weakness 2: absence is an observation. */
    @Test
    void anAbsentReadIsProtected() {
        ok(Op.mkdir("/a"));
        ok(Op.mkdir("/mine"));
        begin();
        inside("!ENOENT", Op.read("/a/lock"));
        inside("OK", Op.write("/mine/lock", "taken"));
        ok(Op.write("/a/lock", "theirs"));
        end("!EAGAIN");
        assertEquals("!ENOENT", toolstack.apply(Op.read("/mine/lock")));
    }

    /** Weakness 2 for denial: what was hidden is readable by the END. */
    @Test
    void aDeniedReadIsProtected() {
        ok(Op.write("/a/hidden", "x"));
        ok(Op.write("/mine", ""));
        ok(Op.setPerms("/mine", "n5"));
        Client guest = store.client(ModelCaller.guest(5));
        assertEquals("OK", guest.begin(1));
        assertEquals("!EACCES", guest.apply(1, Op.read("/a/hidden")));
        assertEquals("OK", guest.apply(1, Op.write("/mine", "was denied")));
        ok(Op.setPerms("/a/hidden", "r0"));
        assertEquals("!EAGAIN", guest.end(1, true));
    }

    /** Probe row 1b. */
    @Test
    void aReadValueIsProtected() {
        ok(Op.write("/a", "1"));
        begin();
        inside("=1", Op.read("/a"));
        inside("OK", Op.write("/b", "1"));
        ok(Op.write("/a", "2"));
        end("!EAGAIN");
    }

    /** Probe row 2, weakness 3: the tree is equal again. */
    @Test
    void aChildThatCameAndWentIsNoConflict() {
        ok(Op.write("/a", "1"));
        begin();
        inside("=1", Op.read("/a"));
        inside("[]", Op.directory("/a"));
        inside("OK", Op.write("/b", "1"));
        ok(Op.write("/a/child", ""));
        ok(Op.rm("/a/child"));
        end("OK");
    }

    /** Probe row 2b. */
    @Test
    void theSameValueWrittenAgainIsNoConflict() {
        ok(Op.write("/a", "1"));
        begin();
        inside("=1", Op.read("/a"));
        inside("OK", Op.write("/b", "1"));
        ok(Op.write("/a", "1"));
        end("OK");
    }

    /** Probe row 2c, weakness 3. */
    @Test
    void writingBelowAListedDirectoryIsNoConflict() {
        ok(Op.write("/a/x", "1"));
        begin();
        inside("[x]", Op.directory("/a"));
        inside("OK", Op.write("/b", "1"));
        ok(Op.write("/a/x", "1"));
        ok(Op.write("/a/x", "2"));
        end("OK");
    }

    /** Probe rows 3 and 5, weakness 1: what both wrote is there. */
    @Test
    void wideTransactionsOnDisjointKeysMerge() {
        assertEquals("OK", toolstack.begin(1));
        assertEquals("OK", toolstack.begin(2));
        for (String top : List.of("/a", "/b")) {
            assertEquals("OK", toolstack.apply(1, Op.write(top + "/x", "1")));
            assertEquals("OK", toolstack.apply(2, Op.write(top + "/y", "2")));
        }
        assertEquals("OK", toolstack.end(1, true));
        assertEquals("OK", toolstack.end(2, true));
        assertEquals("[x, y]", toolstack.apply(Op.directory("/a")));
        assertEquals("[x, y]", toolstack.apply(Op.directory("/b")));
    }

    /** Probe row 4, weakness 4: a count that comes to nothing in a merged commit. */
    @Test
    void aMergedRemovalOfAllNodesLeavesNoCount() {
        ok(Op.write("/home", ""));
        ok(Op.setPerms("/home", "b0"));
        Client guest = store.client(ModelCaller.guest(5));
        assertEquals("OK", guest.apply(Op.write("/home/x", "")));
        assertEquals("OK", guest.apply(Op.write("/home/y", "")));
        assertEquals(2, store.owned(5));
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.apply(1, Op.rm("/home/x")));
        assertEquals("OK", guest.apply(1, Op.rm("/home/y")));
        ok(Op.write("/elsewhere", ""));
        assertEquals("OK", guest.end(1, true));
        assertEquals(0, store.owned(5));
    }

    /** Probe row 6. */
    @Test
    void hiddenAndMissingAreAnsweredAlike() {
        ok(Op.write("/a/hidden", "x"));
        Client guest = store.client(ModelCaller.guest(5));
        assertEquals("!EACCES", guest.apply(Op.read("/a/hidden")));
        assertEquals("!EACCES", guest.apply(Op.read("/a/missing")));
    }

    /** Probe row 7, weakness 12: the creator is charged, whoever owns the directory. */
    @Test
    void theCreatorIsChargedBelowADirectoryOfAnother() {
        try (TestStore limited = new TestStore(new ModelQuotas(1000, 0, 0, 0, 0))) {
            Client owner = limited.client(ModelCaller.toolstack());
            assertEquals("OK", owner.apply(Op.mkdir("/conduit")));
            assertEquals("OK", owner.apply(Op.setPerms("/conduit", "b0")));
            Client guest = limited.client(ModelCaller.guest(5));
            for (int i = 0; i < 1000; i++) {
                assertEquals("OK", guest.apply(Op.write("/conduit/n" + i, "")));
            }
            assertEquals("!ENOSPC", guest.apply(Op.write("/conduit/more", "")));
            assertEquals("!ENOSPC", guest.apply(Op.mkdir("/conduit/more/and/more")));
            assertEquals(1000, limited.owned(5));
            assertEquals("b5", guest.apply(Op.getPerms("/conduit/n7")));
        }
    }

    /** Probe row 8. */
    @Test
    void aRightRevokedBeforeTheEndIsAConflict() {
        ok(Op.write("/a", "x"));
        ok(Op.setPerms("/a", "n0,b5"));
        Client guest = store.client(ModelCaller.guest(5));
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.apply(1, Op.write("/a", "y")));
        ok(Op.setPerms("/a", "n0"));
        assertEquals("!EAGAIN", guest.end(1, true));
        assertEquals("=x", toolstack.apply(Op.read("/a")));
    }

    private void ok(Op operation) {
        assertEquals("OK", toolstack.apply(operation), operation.toString());
    }

    private void begin() {
        assertEquals("OK", toolstack.begin(1));
    }

    private void inside(String reply, Op operation) {
        assertEquals(reply, toolstack.apply(1, operation), operation.toString());
    }

    private void end(String reply) {
        assertEquals(reply, toolstack.end(1, true));
    }
}
