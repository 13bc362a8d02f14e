package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The last commits, as they are remembered. */
class CommitLogTest extends StoreFixture {
    private List<LoggedCommit> since(long number) {
        return store.commits(number);
    }

    @Test
    @DisplayName("rule 1: every commit is remembered once, by number, origin and operations; nothing else is")
    void remembered() throws StoreException {
        dom0.mkdir(path("/w"));
        chmod(dom0, "/w", "b0");
        long before = number();
        write(dom5, "/w/a/b", "x");
        refused(Errno.EACCES, () -> write(dom5, "/tool", ""));
        dom5.mkdir(path("/w/a"));
        try (Transaction tx = dom6.begin()) {
            write(tx, "/w/c", "");
            tx.remove(path("/w/a"));
            tx.commit();
        }
        List<LoggedCommit> commits = since(before);
        assertEquals(2, commits.size());
        LoggedCommit first = commits.get(0);
        assertEquals(before + 1, first.number());
        assertEquals(Principal.of(5), first.origin());
        assertEquals(dom5.number(), first.session());
        assertEquals("[WRITTEN /w/a, WRITTEN /w/a/b]", first.operations().toString());
        LoggedCommit second = commits.get(1);
        assertEquals(Principal.of(6), second.origin());
        assertEquals("[WRITTEN /w/c, REMOVED /w/a]", second.operations().toString());
        assertEquals(0, second.more());
        assertEquals(List.of(second), since(before + 1));
        assertEquals(List.of(), since(before + 2));
        store.bury(Principal.of(6));
        assertEquals("[REMOVED /w/c]", since(before + 2).get(0).operations().toString());
        assertEquals(Principal.of(0), since(before + 2).get(0).origin());
    }

    @Test
    @DisplayName("it is bounded in commits, in operations of one commit, and in memory")
    void bounded() throws StoreException {
        for (int i = 0; i < 3 * CommitLog.KEPT; i++) {
            write(dom0, "/n", "value " + i);
        }
        assertEquals(CommitLog.KEPT, since(0).size());
        assertEquals(number() - CommitLog.KEPT + 1, since(0).get(0).number());
        try (Transaction tx = dom0.begin()) {
            for (int i = 0; i < CommitLog.OPERATIONS + 9; i++) {
                write(tx, "/many/n" + i, "");
            }
            tx.commit();
        }
        LoggedCommit many = since(number() - 1).get(0);
        assertEquals(CommitLog.OPERATIONS, many.operations().size());
        assertEquals(10, many.more(), "the directory that was created on the way is an operation as well");
        String deep = "/a".repeat(1000);
        write(dom0, deep, "");
        for (int i = 0; i < CommitLog.KEPT; i++) {
            write(dom0, deep, "value " + i);
        }
        int kept = since(0).size();
        assertTrue(kept > 1 && kept <= CommitLog.OCTETS / 64_000, kept + " commits of 1000 levels are kept");
        for (int i = 0; i < CommitLog.KEPT; i++) {
            write(dom0, "/n", "value " + i);
        }
        assertEquals(CommitLog.KEPT, since(0).size());
    }
}
