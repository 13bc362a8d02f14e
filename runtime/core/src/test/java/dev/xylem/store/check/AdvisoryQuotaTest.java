package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelTree;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Security advisories on counting and on half-done changes. Each ends with recounted equal to stored counters. */
class AdvisoryQuotaTest {
    private static final int LIMIT = 10;

    private final TestStore store = new TestStore(new ModelQuotas(LIMIT, 0, 0, LIMIT, LIMIT));
    private final Client toolstack = store.client(ModelCaller.toolstack());
    private final Client guest = store.client(ModelCaller.guest(5));

    AdvisoryQuotaTest() {
        assertEquals("OK", toolstack.apply(Op.mkdir("/home")));
        assertEquals("OK", toolstack.apply(Op.setPerms("/home", "n5")));
        assertEquals("OK", toolstack.apply(Op.mkdir("/theirs")));
        assertEquals("OK", toolstack.apply(Op.setPerms("/theirs", "b0")));
    }

    @AfterEach
    void countersAreRightAndOthersAreServed() {
        assertEquals(List.of(), store.check());
        assertEquals("=", toolstack.apply(Op.read("/home")));
        store.close();
    }

    @Test
    void xsa272EveryWayToCreateIsCounted() {
        assertEquals(1, store.owned(5));
        assertEquals("OK", guest.apply(Op.write("/home/a/b", "")));
        assertEquals("OK", guest.apply(Op.mkdir("/theirs/c/d")));
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.apply(1, Op.write("/home/e/f", "")));
        assertEquals("OK", guest.apply(1, Op.mkdir("/theirs/g/h")));
        assertEquals("OK", guest.end(1, true));
        assertEquals(9, store.owned(5));
        assertEquals("!ENOSPC", guest.apply(Op.mkdir("/home/i/j")));
        assertEquals("OK", guest.apply(Op.mkdir("/home/i")));
        assertEquals("!ENOSPC", guest.apply(Op.write("/theirs/k", "")));
        assertEquals(LIMIT, store.owned(5));
    }

    /** Also XSA-115 in part: each length of what is missing, at each distance from the limit. */
    @Test
    void xsa414FailedCreationLeavesNoTrace() {
        for (int free = 0; free <= 5; free++) {
            fill(free);
            for (String path : List.of("/home/a", "/home/a/b", "/home/a/b/c", "/home/a/b/c/d", "/home/a/b/c/d/e")) {
                int needed =
                        (int) path.chars().filter(character -> character == '/').count() - 1;
                ModelTree before = store.tree();
                long number = store.number();
                boolean fits = needed <= free;
                assertEquals(fits ? "OK" : "!ENOSPC", guest.apply(Op.write(path, "x")), path + " with " + free);
                if (fits) {
                    assertEquals("OK", guest.apply(Op.rm("/home/a")));
                } else {
                    assertEquals(number, store.number());
                }
                assertEquals(before, store.tree());
                assertEquals(LIMIT - free, store.owned(5));
            }
        }
    }

    /** What was refused inside a transaction does not come with its commit. */
    @Test
    void xsa415FailedCreationInsideATransactionLeavesNoOrphan() {
        for (int free = 0; free <= 4; free++) {
            fill(free);
            ModelTree before = store.tree();
            assertEquals("OK", guest.begin(1));
            String reply = guest.apply(1, Op.write("/home/a/b/c/d", "x"));
            assertEquals(free < 4 ? "!ENOSPC" : "OK", reply);
            assertEquals("OK", guest.apply(1, Op.write("/home", "marked")));
            String end = guest.end(1, true);
            ModelTree after = store.tree();
            after.nodes()
                    .keySet()
                    .forEach(path -> assertTrue(
                            path.equals("/") || after.nodes().containsKey(parent(path)), path + " is an orphan"));
            if (!end.equals("OK")) {
                assertEquals(before, after);
            }
            assertEquals(free < 4, !after.nodes().containsKey("/home/a/b/c/d"));
            toolstack.apply(Op.rm("/home/a"));
            toolstack.apply(Op.write("/home", ""));
        }
    }

    /** Fills the guest's quota up to some free nodes. */
    private void fill(int free) {
        assertEquals("OK", toolstack.apply(Op.rm("/theirs/fill")));
        for (int i = 1; i < LIMIT - free - 1; i++) {
            assertEquals("OK", guest.apply(Op.mkdir("/theirs/fill/" + i)));
        }
        while (store.owned(5) < LIMIT - free) {
            assertEquals("OK", guest.apply(Op.mkdir("/theirs/fill/n" + store.owned(5))));
        }
        assertEquals(LIMIT - free, store.owned(5));
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    @Test
    void xsa421CreatedAndRemovedInOneTransaction() {
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.apply(1, Op.write("/home/a/b", "x")));
        assertEquals("OK", guest.apply(1, Op.rm("/home/a")));
        assertEquals("OK", guest.apply(1, Op.write("/home/c", "y")));
        assertEquals("OK", guest.apply(1, Op.rm("/home/c")));
        assertEquals("OK", guest.apply(1, Op.write("/home/c", "z")));
        assertEquals("OK", guest.end(1, true));
        assertEquals("[c]", guest.apply(Op.directory("/home")));
        assertEquals(2, store.owned(5));
    }

    @Test
    void xsa440TwoTransactionsRemoveTheSameNodes() {
        for (int i = 0; i < 8; i++) {
            assertEquals("OK", guest.apply(Op.write("/home/n" + i, "")));
        }
        assertEquals("OK", guest.begin(1));
        assertEquals("OK", guest.begin(2));
        for (int i = 0; i < 8; i++) {
            assertEquals("OK", guest.apply(1, Op.rm("/home/n" + i)));
            assertEquals("OK", guest.apply(2, Op.rm("/home/n" + i)));
        }
        assertEquals("OK", guest.end(1, true));
        assertEquals("OK", guest.end(2, true));
        assertEquals(1, store.owned(5));
    }

    /** XSA-115 in part. */
    @Test
    void xsa115RemovalNeedsNoQuota() {
        fill(0);
        assertEquals("!ENOSPC", guest.apply(Op.write("/home/more", "")));
        assertEquals("OK", guest.apply(Op.rm("/theirs/fill")));
        assertEquals(1, store.owned(5));
    }

    @Test
    void xsa330ResetFreesEveryWatch() {
        for (int round = 0; round < 1000; round++) {
            for (int i = 0; i < LIMIT; i++) {
                assertEquals("OK", guest.watch(new ModelWatch("/home/n" + i, "", "t", -1)));
            }
            assertEquals("!ENOSPC", guest.watch(new ModelWatch("/home", "", "t", -1)));
            guest.reset();
        }
        guest.takeEvents();
        assertEquals("OK", guest.apply(Op.write("/home/n1", "")));
        assertEquals(java.util.Set.of(), guest.takeEvents());
    }

    @Test
    void repeatedMkdirIsNotCounted() {
        for (int i = 0; i < 10_000; i++) {
            assertEquals("OK", guest.apply(Op.mkdir("/home/a")));
        }
        assertEquals(2, store.owned(5));
    }

    /** for transactions: open ones of all sessions of the principal count, ended ones do not. */
    @Test
    void openTransactionsAreCounted() {
        Client other = store.client(ModelCaller.guest(5));
        for (int i = 0; i < LIMIT; i++) {
            assertEquals("OK", (i % 2 == 0 ? guest : other).begin(i + 1));
        }
        assertEquals("!ENOSPC", guest.begin(100));
        assertEquals("OK", guest.end(1, false));
        assertEquals("OK", other.begin(100));
        assertEquals("!ENOSPC", guest.begin(101));
        other.close();
        assertEquals("OK", guest.begin(101));
    }
}
