package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.store.ConflictException;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelQuotas;
import org.junit.jupiter.api.Test;

/** The number behind DIRECTORY_PART (spec §6): it moves with the set of children, and with nothing else outside. */
class ChildrenVersionTest {
    private static final Path DIRECTORY = Path.of("/a");
    private static final Path CHILD = Path.of("/a/b");

    private final TestStore store = new TestStore(ModelQuotas.NONE);
    private final Session session = store.client(ModelCaller.toolstack()).session();

    @Test
    void movesWithTheSetOfChildrenOnly() throws StoreException {
        session.mkdir(DIRECTORY);
        long empty = session.childrenVersion(DIRECTORY);
        session.write(DIRECTORY, Client.bytes("x"));
        assertEquals(empty, session.childrenVersion(DIRECTORY));
        session.mkdir(CHILD);
        long one = session.childrenVersion(DIRECTORY);
        assertNotEquals(empty, one);
        session.write(CHILD, Client.bytes("x"));
        session.mkdir(CHILD.child("c"));
        assertEquals(one, session.childrenVersion(DIRECTORY));
        session.remove(CHILD);
        assertNotEquals(one, session.childrenVersion(DIRECTORY));
        assertNotEquals(empty, session.childrenVersion(DIRECTORY));
    }

    @Test
    void movesInsideATransactionWithItsOwnChanges() throws StoreException {
        session.mkdir(DIRECTORY);
        try (Transaction transaction = session.begin()) {
            long before = transaction.childrenVersion(DIRECTORY);
            transaction.mkdir(CHILD);
            long one = transaction.childrenVersion(DIRECTORY);
            assertNotEquals(before, one);
            transaction.remove(CHILD);
            long none = transaction.childrenVersion(DIRECTORY);
            assertNotEquals(one, none);
            transaction.mkdir(DIRECTORY.child("c"));
            assertNotEquals(none, transaction.childrenVersion(DIRECTORY));
            assertEquals(before, session.childrenVersion(DIRECTORY));
        }
    }

    /** Who has seen the number has seen the list. */
    @Test
    void aNumberThatWasSeenIsProtected() throws StoreException {
        session.mkdir(DIRECTORY);
        Transaction seen = session.begin();
        seen.childrenVersion(DIRECTORY);
        seen.write(Path.of("/b"), Client.bytes("x"));
        Transaction other = session.begin();
        other.childrenVersion(DIRECTORY);
        other.write(Path.of("/c"), Client.bytes("x"));
        session.write(DIRECTORY, Client.bytes("y"));
        other.commit();
        session.mkdir(CHILD);
        assertThrows(ConflictException.class, seen::commit);
    }
}
