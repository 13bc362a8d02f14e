package dev.xylem.store.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.xylem.store.model.ModelCaller;
import dev.xylem.store.model.ModelQuotas;
import dev.xylem.store.model.ModelWatch;
import dev.xylem.store.model.Op;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** XSA-418: nothing recurses with the depth of a path. Each test runs on a stack of 256 KiB. */
class DeepPathTest {
    private static final int STACK = 256 << 10;
    /** The longest legal path of the shortest names: 1536 levels (P-3). */
    private static final String DEEP = "/a".repeat(1536);

    private static final String HALF = "/a".repeat(768);

    private final TestStore store = new TestStore(ModelQuotas.NONE);
    private final Client toolstack = store.client(ModelCaller.toolstack());

    @Test
    void xsa418DeepNodesAreWrittenReadAndRemoved() throws InterruptedException {
        onSmallStack(() -> {
            assertEquals("OK", toolstack.apply(Op.write(DEEP, "x")));
            assertEquals("=x", toolstack.apply(Op.read(DEEP)));
            assertEquals("[a]", toolstack.apply(Op.directory(HALF)));
            assertEquals("OK", toolstack.apply(Op.setPerms(DEEP, "n0,r5")));
            assertEquals("n0,r5", toolstack.apply(Op.getPerms(DEEP)));
            assertEquals(List.of(), store.check());
            assertEquals("OK", toolstack.apply(Op.rm("/a")));
            assertEquals("!ENOENT", toolstack.apply(Op.read(DEEP)));
            assertEquals(List.of(), store.check());
        });
    }

    @Test
    void xsa418DeepRemovalsFireWatches() throws InterruptedException {
        onSmallStack(() -> {
            assertEquals("OK", toolstack.apply(Op.mkdir(DEEP)));
            toolstack.watch(new ModelWatch(DEEP, "", "deep", -1));
            toolstack.watch(new ModelWatch("/", "", "root", -1));
            toolstack.takeEvents();
            assertEquals("OK", toolstack.apply(Op.rm(HALF)));
            assertEquals(
                    Set.of("DEEP deep", "HALF root"),
                    Set.copyOf(toolstack.takeEvents().stream()
                            .map(event -> event.replace(DEEP, "DEEP").replace(HALF, "HALF"))
                            .toList()));
        });
    }

    @Test
    void xsa418DeepTransactionsMergeAndReplay() throws InterruptedException {
        onSmallStack(() -> {
            for (int transaction = 1; transaction <= 3; transaction++) {
                assertEquals("OK", toolstack.begin(transaction));
            }
            assertEquals("OK", toolstack.apply(1, Op.write(DEEP, "x")));
            assertEquals("OK", toolstack.apply(2, Op.write(HALF + "/b", "y")));
            assertEquals("!ENOENT", toolstack.apply(3, Op.rm(DEEP)));
            assertEquals("OK", toolstack.apply(3, Op.write("/z", "")));
            assertEquals("OK", toolstack.end(1, true));
            assertEquals("OK", toolstack.end(2, true));
            assertEquals("!EAGAIN", toolstack.end(3, true));
            assertEquals("[a, b]", toolstack.apply(Op.directory(HALF)));
            assertEquals(List.of(), store.check());
        });
    }

    @Test
    void xsa418DeepTreesOfGuestsAreCounted() throws InterruptedException {
        onSmallStack(() -> {
            assertEquals("OK", toolstack.apply(Op.setPerms("/", "b0")));
            Client guest = store.client(ModelCaller.guest(5));
            assertEquals("OK", guest.apply(Op.mkdir(HALF)));
            assertEquals(768, store.owned(5));
            assertEquals("OK", guest.apply(Op.rm("/a")));
            assertEquals(0, store.owned(5));
        });
    }

    private static void onSmallStack(Runnable test) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, test, "small stack", STACK);
        thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        assertNull(failure.get(), () -> String.valueOf(failure.get()));
    }
}
