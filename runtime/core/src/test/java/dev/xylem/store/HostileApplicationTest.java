package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an application's cycle, log or receiver throws must not come between a commit and its consequences. */
class HostileApplicationTest extends StoreFixture {
    private int committed;

    private Cycle cycle(boolean acceptFirst, Error thrown) {
        return new Cycle() {
            @Override
            public void run(Proposal proposal) throws RefusedException {
                Node bad = proposal.node(path("/bad"));
                if (bad == null || acceptFirst) {
                    proposal.accept();
                }
                if (bad != null) {
                    throw thrown;
                }
            }

            @Override
            public void committed() {
                committed++;
            }
        };
    }

    @Test
    @DisplayName("rule 4: a cycle that cannot be linked refuses the commit, and says so below /sys")
    void linkageErrorBeforeAcceptance() throws StoreException {
        use(Store.builder(access).cycle(cycle(false, new NoClassDefFoundError("gone"))));
        refused(Errno.EIO, () -> write(dom0, "/bad", "x"));
        assertEquals(0, number());
        assertEquals("1", read(dom0, "/sys/refusals"));
    }

    @Test
    @DisplayName("rule 1: a commit that was accepted is announced, whatever the cycle throws afterwards")
    void errorAfterAcceptance() throws StoreException {
        use(Store.builder(access).cycle(cycle(true, new NoClassDefFoundError("gone"))));
        watch(dom0, "/bad", "t");
        events0.take();
        write(dom0, "/bad", "x");
        assertEquals(List.of("/bad t"), events0.take());
        assertEquals("x", read(dom0, "/bad"));
        assertEquals(1, committed);
    }

    @Test
    @DisplayName("a log that throws does not change what an operation does")
    void failingLog() throws StoreException {
        AccessLog failing = new AccessLog() {
            @Override
            public void operation(
                    Caller caller, String operation, @Nullable Path path, @Nullable StoreException refusal) {
                throw new IllegalStateException("disk full");
            }

            @Override
            public void failure(String what, Throwable cause) {
                throw new IllegalStateException("disk full");
            }
        };
        use(Store.builder(access)
                .cycle(cycle(true, new AssertionError("a bug")))
                .log(failing));
        write(dom0, "/a", "x");
        assertEquals(1, committed);
        assertEquals("x", read(dom0, "/a"));
        refused(Errno.ENOENT, () -> read(dom0, "/missing"));
        write(dom0, "/bad", "x");
        assertEquals(2, committed);
        try (Transaction transaction = dom0.begin()) {
            write(transaction, "/a", "y");
            transaction.commit();
        }
        assertEquals(3, committed);
        assertEquals(0, store.transactions(Principal.of(0)));
    }

    @Test
    @DisplayName("a store that is closed takes no new user and no cycle")
    void closed() throws StoreException {
        store.close();
        try (Session late = store.session(access.peer(0), WatchSink.NONE)) {
            refused(Errno.ENOENT, () -> write(late, "/a", "x"));
        }
        refused(Errno.ENOENT, store::runCycle);
        assertEquals(0, number());
    }

    @Test
    @DisplayName("what is published cannot lie in a mounted region, where it would never be seen")
    void publishedInAMount() {
        Store.Builder builder = Store.builder(access).owned(List.of(path("/sys/mine")));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(refusal.getMessage().contains("/sys/mine"), refusal::getMessage);
    }
}
