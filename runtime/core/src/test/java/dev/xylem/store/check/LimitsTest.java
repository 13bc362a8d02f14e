package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Cycle;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every quota at its boundary: "limit n" means that n is allowed, and what is refused leaves no trace. */
class LimitsTest {
    private final TestStore store = new TestStore(
            Quotas.UNLIMITED
                    .with(Quota.NODES, 4)
                    .with(Quota.NODE_SIZE, 100)
                    .with(Quota.WATCHES, 3)
                    .with(Quota.TRANSACTIONS, 2)
                    .with(Quota.TRANSACTION_NODES, 3)
                    .with(Quota.TRANSACTION_REQUESTS, 6)
                    .with(Quota.NODE_PERMISSIONS, 5)
                    .with(Quota.PATH_MAX, 40),
            Set.of(),
            Cycle.NONE);
    private final Client toolstack = store.client(ModelCaller.toolstack());
    private final Client guest = store.client(ModelCaller.guest(5));

    LimitsTest() {
        assertEquals("OK", toolstack.apply(Op.mkdir("/g")));
        assertEquals("OK", toolstack.apply(Op.setPerms("/g", "n5")));
    }

    @Test
    void nodes() {
        assertEquals("OK", guest.apply(Op.mkdir("/g/a/b/c")));
        refused("!ENOSPC", Op.mkdir("/g/d"));
        assertEquals("OK", toolstack.apply(Op.mkdir("/g/d")), "the privileged have no limits");
    }

    /** Value, permissions as text with a separator each ({@code n5} and its NUL: 3), names of children likewise. */
    @Test
    void nodeSize() {
        assertEquals("OK", guest.apply(Op.write("/g/a", "x".repeat(97))));
        refused("!ENOSPC", Op.write("/g/a", "x".repeat(98)));
        assertEquals("OK", guest.apply(Op.write("/g", "x".repeat(95))));
        refused("!ENOSPC", Op.mkdir("/g/b"));
        assertEquals("OK", guest.apply(Op.write("/g", "x".repeat(93))));
        assertEquals("OK", guest.apply(Op.mkdir("/g/b")));
        refused("!ENOSPC", Op.setPerms("/g", "n5,r1"));
    }

    @Test
    void watches() {
        for (int i = 0; i < 3; i++) {
            assertEquals("OK", guest.watch(new ModelWatch("/g", "", "t" + i, -1)));
        }
        assertEquals("!ENOSPC", guest.watch(new ModelWatch("/g", "", "t3", -1)));
        assertEquals("!EEXIST", guest.watch(new ModelWatch("/g", "", "t2", -1)));
        assertEquals("OK", guest.unwatch(new ModelWatch("/g", "", "t2", -1)));
        assertEquals("OK", guest.watch(new ModelWatch("/g", "", "t3", -1)));
        assertEquals("!ENOENT", guest.unwatch(new ModelWatch("/g", "", "t2", -1)));
    }

    @Test
    void transactions() {
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.begin(2));
        assertEquals("!ENOSPC", guest.begin(3));
        assertEquals("OK", guest.end(1, false));
        assertEquals("OK", guest.begin(3));
    }

    @Test
    void nodesOfATransaction() {
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.apply(1, Op.mkdir("/g/a")));
        assertEquals("OK", guest.apply(1, Op.mkdir("/g/b")));
        assertEquals("=", guest.apply(1, Op.read("/g")));
        assertEquals("!ENOSPC", guest.apply(1, Op.mkdir("/g/c")));
        assertEquals("OK", guest.apply(1, Op.write("/g/b", "x")));
        assertEquals("OK", guest.end(1, true));
        assertEquals("[a, b]", guest.apply(Op.directory("/g")));
    }

    @Test
    void requestsOfATransaction() {
        assertEquals("OK", guest.begin(1));
        for (int i = 0; i < 6; i++) {
            assertEquals("OK", guest.apply(1, Op.write("/g", "x" + i)));
        }
        assertEquals("!ENOSPC", guest.apply(1, Op.read("/g")));
        assertEquals("OK", guest.end(1, true));
        assertEquals("=x5", guest.apply(Op.read("/g")));
    }

    /** What the client saw refused by these limits is not part of what has to hold at the END. */
    @Test
    void requestsOfATransactionWithAReplay() {
        assertEquals("OK", guest.begin(1));
        for (int i = 0; i < 6; i++) {
            assertEquals("OK", guest.apply(1, Op.write("/g", "x" + i)));
        }
        assertEquals("!ENOSPC", guest.apply(1, Op.read("/g")));
        assertEquals("OK", toolstack.apply(Op.write("/g", "other")));
        assertEquals("OK", guest.end(1, true));
        assertEquals("=x5", guest.apply(Op.read("/g")));
    }

    @Test
    void entriesOfAnAcl() {
        assertEquals("OK", guest.apply(Op.setPerms("/g", "n5,r1,r2,r3,r4")));
        refused("!ENOSPC", Op.setPerms("/g", "n5,r1,r2,r3,r4,r6"));
        assertEquals("OK", toolstack.apply(Op.setPerms("/g", "n5,r1,r2,r3,r4,r6")));
    }

    @Test
    void lengthOfAPath() {
        assertEquals("OK", guest.apply(Op.mkdir("/g/" + "a".repeat(37))));
        refused("!EINVAL", Op.mkdir("/g/" + "a".repeat(38)));
        assertEquals("OK", toolstack.apply(Op.mkdir("/local/domain/1/" + "a".repeat(3072))));
        assertEquals("OK", toolstack.apply(Op.mkdir("/local/domain/12345")));
        assertEquals("OK", toolstack.apply(Op.setPerms("/local/domain/12345", "n5")));
        assertEquals("OK", guest.apply(Op.mkdir("/local/domain/12345/" + "a".repeat(40))));
        refused("!EINVAL", Op.mkdir("/local/domain/12345/" + "a".repeat(41)));
    }

    private void refused(String reply, Op operation) {
        ModelTree before = store.tree();
        long number = store.number();
        assertEquals(reply, guest.apply(operation), operation.toString());
        assertEquals(before, store.tree());
        assertEquals(number, store.number());
        assertEquals("OK", guest.begin(9));
        assertEquals(reply, guest.apply(9, operation), "in a transaction: " + operation);
        assertEquals("OK", guest.end(9, true));
        assertEquals(before, store.tree());
    }
}
