package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.graph.Setup;
import dev.xylem.spi.Exporter;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.XenstoreRings;
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With rings among its exports, a program for the target xen is itself the store of guests. */
@Timeout(60)
class ControlDomainTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int DOMAIN = 7;

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private String next() throws InterruptedException {
        String said = journal.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return said == null ? "nothing in time" : said;
    }

    private Exporter.Service serve(XylemHost host, Path rings) throws Exception {
        new ProcessBuilder("mkfifo", rings.resolve("evt").toString()).start().waitFor();
        XenstoreRings export = new XenstoreRings();
        export.options().stream()
                .filter(option -> option.name().equals("rings"))
                .forEach(option -> option.set().accept(rings.toString()));
        return export.open(host.store(), directory.resolve("socket").toString());
    }

    @Test
    void guestsLiveOnItsStore() throws Exception {
        Path rings = Files.createDirectory(directory.resolve("rings"));
        Setup<XylemHost.Tx, ?> builder = XylemHost.builder().journal(journal::add);
        assertEquals(Setup.class, builder.getClass().getSuperclass(), "no store elsewhere");
        try (XylemHost host = XylemHost.builder().journal(journal::add).start();
                Exporter.Service service = serve(host, rings);
                XenstoreClient toolstack = XenstoreClient.connect(Path.of(service.address()))) {
            assertEquals("domain 7 has 0", next());
            assertEquals(XenAccess.class, host.store().access().getClass());
            GuestRing ring = GuestRing.introduce(toolstack, rings, DOMAIN);
            toolstack.write(ring.home() + "/memory/target", "1000");
            long before = host.snapshot().commit();
            try (XylemGuest guest = XylemGuest.builder()
                    .journal(line -> journal.add("guest: " + line))
                    .xenstore(ring.connector())
                    .waitFor(LIMIT)
                    .start()) {
                List<String> first = List.of(next(), next()).stream().sorted().toList();
                assertEquals(List.of("domain 7 has 1000", "guest: resize 1000"), first);
                assertEquals(before + 1, host.snapshot().commit(), "one commit, one cycle: what the guest publishes");
                toolstack.write(ring.home() + "/memory/target", "2000");
                assertEquals("guest: resize 2000", next());
                assertEquals("domain 7 has 2000", next());
                assertEquals(before + 3, host.snapshot().commit());
                assertEquals(2000, host.allotted().goalOf7());
                // Commits of the guest are transactions of the program's own store, with the guest's rights.
                guest.commit(tx -> tx.balloon().limitKiB(500));
                assertEquals(500, host.allotted().goalOf7());
                assertEquals(before + 4, host.snapshot().commit());
            }
            try (XenstoreClient stranger =
                    XenstoreClient.builder().connector(ring.connector()).connect()) {
                assertThrows(ErrorReplyException.class, () -> stranger.write("/local/domain/0/x", "1"));
            }
            toolstack.request(MessageType.RELEASE, List.of(Integer.toString(DOMAIN)));
        }
    }
}
