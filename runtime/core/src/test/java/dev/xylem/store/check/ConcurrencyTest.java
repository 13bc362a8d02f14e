package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.ConflictException;
import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.store.Snapshot;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several threads on one store: nothing is lost, nobody sees a half. */
class ConcurrencyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 2_000;
    private static final Path FIRST = Path.of("/first");
    private static final Path SECOND = Path.of("/second");

    private final TestStore store = new TestStore(ModelQuotas.NONE);

    /** Rule 7: two values that are always changed together are seen equal by every reader, in order of the commits. */
    @Test
    void countersInTransactionsAreExactAndSnapshotsWhole() throws Exception {
        Client toolstack = store.client(ModelCaller.toolstack());
        assertEquals("OK", toolstack.apply(Op.write("/first", "0")));
        assertEquals("OK", toolstack.apply(Op.write("/second", "0")));
        long number = store.number();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);
        try {
            List<Future<Void>> readers = start(threads, 2, () -> {
                long last = 0;
                while (!done.get()) {
                    Snapshot now = store.store().snapshot();
                    long first =
                            Long.parseLong(Client.text(now.root().child("first").value()));
                    assertEquals(
                            first,
                            Long.parseLong(
                                    Client.text(now.root().child("second").value())));
                    assertTrue(now.number() >= last);
                    last = now.number();
                }
                return null;
            });
            List<Future<Void>> writers = start(threads, THREADS, () -> {
                Session session = store.client(ModelCaller.toolstack()).session();
                for (int i = 0; i < ROUNDS; i++) {
                    increment(session);
                }
                return null;
            });
            for (Future<Void> writer : writers) {
                writer.get();
            }
            done.set(true);
            for (Future<Void> reader : readers) {
                reader.get();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertEquals("=" + THREADS * ROUNDS, toolstack.apply(Op.read("/first")));
        assertEquals(number + THREADS * ROUNDS, store.number());
        assertEquals(List.of(), store.check());
    }

    private static void increment(Session session) throws StoreException {
        while (true) {
            try (Transaction transaction = session.begin()) {
                byte[] next = Client.bytes(Long.toString(Long.parseLong(Client.text(transaction.read(FIRST))) + 1));
                transaction.write(FIRST, next);
                transaction.write(SECOND, next);
                transaction.commit();
                return;
            } catch (ConflictException again) {
                assertEquals(FIRST.toString(), again.place(), "the first path that is in the way");
            }
        }
    }

    /** Disjoint subtrees never conflict, whatever the threads do. */
    @Test
    void disjointTransactionsNeverConflict() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> writers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Client client = store.client(ModelCaller.toolstack());
                String home = "/home/" + thread;
                assertEquals("OK", client.apply(Op.mkdir(home)));
                writers.addAll(start(threads, 1, () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        assertEquals("OK", client.begin(1));
                        client.apply(1, Op.directory(home));
                        client.apply(1, Op.read(home + "/n" + i));
                        client.apply(1, Op.write(home + "/n" + i, "x"));
                        client.apply(1, Op.rm(home + "/n" + (i - 1)));
                        assertEquals("OK", client.end(1, true));
                    }
                    return null;
                }));
            }
            for (Future<Void> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of(), store.check());
        assertEquals("[0, 1, 2, 3]", store.client(ModelCaller.toolstack()).apply(Op.directory("/home")));
    }

    private static List<Future<Void>> start(ExecutorService threads, int count, Callable<Void> task) {
        List<Future<Void>> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(threads.submit(task));
        }
        return started;
    }
}
