package dev.xylem.xenstore.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.domain.Domains;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page in a file that somebody cuts short while it is in use. */
class PageFaultTest {
    @TempDir
    Path directory;

    private FileChannel file;
    private ByteBuffer page;

    @BeforeEach
    void map() throws IOException {
        file = FileChannel.open(
                directory.resolve("ring-1"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        grow();
        page = file.map(MapMode.READ_WRITE, 0, 4096);
    }

    private void grow() throws IOException {
        file.write(ByteBuffer.allocate(1), 4095);
    }

    private static void assertGone(RingMove move) {
        assertEquals(
                RingFault.PAGE, assertThrows(RingException.class, move::run).fault());
    }

    private interface RingMove {
        void run() throws RingException;
    }

    /** Every access tells, and the page is usable again once the file is whole. */
    @Test
    void everyAccessTells() throws Exception {
        ServerEnd end = new ServerEnd(page, Domains.FEATURES);
        end.begin();
        ByteBuffer octets = ByteBuffer.allocate(100);
        file.truncate(0);
        assertGone(end::begin);
        assertGone(end::beginWanted);
        assertGone(end::check);
        assertGone(() -> end.refuse(RingError.INDEX));
        assertGone(() -> end.receive(octets.clear()));
        assertGone(() -> end.send(octets.clear()));
        grow();
        end.begin();
        assertEquals(100, end.send(octets.clear()));
    }

    /**
     * Whenever it happens, the one operation fails that touched the page, and no later statement of the thread: an error that
     * comes late could come in the middle of a commit. Compiled and interpreted, since each round begins with new code paths.
     */
    @Test
    void theErrorComesAtOnceOrNever() throws Exception {
        ServerEnd end = new ServerEnd(page, Domains.FEATURES);
        AtomicBoolean stop = new AtomicBoolean();
        List<IOException> failures = new ArrayList<>();
        Thread cutter = new Thread(() -> {
            try {
                while (!stop.get()) {
                    file.truncate(0);
                    grow();
                    for (int i = 0; i < 5000; i++) {
                        Thread.onSpinWait();
                    }
                }
            } catch (IOException failed) {
                failures.add(failed);
            }
        });
        cutter.start();
        long gone = 0;
        long whole = 0;
        try {
            ByteBuffer octets = ByteBuffer.allocate(600);
            for (int i = 0; i < 200_000 || gone < 1000 || whole < 1000; i++) {
                try {
                    end.begin();
                    end.send(octets.clear());
                    end.receive(octets.clear());
                    end.beginWanted();
                    whole++;
                } catch (RingException bad) {
                    // Octets come back as zeros between two accesses, so indexes may be nonsense.
                    gone += bad.fault() == RingFault.PAGE ? 1 : 0;
                }
                work(i);
            }
        } finally {
            stop.set(true);
            cutter.join();
        }
        assertEquals(List.of(), failures);
        assertTrue(gone > 0 && whole > 0, gone + " accesses failed, " + whole + " did not");
    }

    /** What a server does with what it received: nothing here may fail because of the page. */
    private static void work(int i) {
        List<Integer> some = new ArrayList<>();
        for (int j = 0; j < 20; j++) {
            some.add(i + j);
        }
        assertEquals(20, some.size());
    }
}
