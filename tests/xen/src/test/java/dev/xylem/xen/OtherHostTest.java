package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.Transport;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A domain is suspended and goes on where it was, or on another host with another domain id. Pages, event channels and
 * the states of domains are those of a simulated hypervisor of files.
 */
@Timeout(60)
class OtherHostTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();
    private final AtomicReference<GuestRing> ring = new AtomicReference<>();
    private final AtomicReference<Transport> connected = new AtomicReference<>();

    @TempDir
    Path directory;

    private String next() throws InterruptedException {
        String said = journal.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return said == null ? "nothing in time" : said;
    }

    private static void await(XenstoreClient client, String path, String value) throws Exception {
        client.await(nodes -> nodes.findText(path).filter(value::equals), LIMIT);
    }

    /** A program whose ring is whatever the machine gives it; it knows of no other place. */
    private XylemNode node() throws Exception {
        XylemNode node = XylemNode.builder()
                .journal(journal::add)
                .shutdownHandler(request -> journal.add(request.name()))
                .xenstore(() -> {
                    Transport made = ring.get().connector().connect();
                    connected.set(made);
                    return made;
                })
                .waitFor(LIMIT)
                .start();
        assertEquals("resize 1000", next());
        return node;
    }

    /** As a toolstack moves the records of a domain: below another number, for which it has the same rights. */
    private static void move(XenstoreClient from, String old, XenstoreClient to, String home) throws Exception {
        to.write(home, from.read(old));
        for (String name : from.list(old)) {
            move(from, old + "/" + name, to, home + "/" + name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onAnotherHostWithAnotherNumber(RunningStore.Kind kind) throws Exception {
        try (RunningStore here = RunningStore.start(kind, Files.createDirectory(directory.resolve("a")));
                RunningStore there = RunningStore.start(kind, Files.createDirectory(directory.resolve("b")));
                XenstoreClient from = XenstoreClient.connect(here.socket());
                XenstoreClient to = XenstoreClient.connect(there.socket())) {
            ring.set(GuestRing.introduce(from, here.rings(), 7));
            from.write("/local/domain/7/memory/target", "1000");
            try (XylemNode node = node()) {
                await(from, "/local/domain/7/control/feature-suspend", "1");
                from.write("/local/domain/7/memory/target", "900");
                assertEquals("resize 900", next());
                await(from, "/local/domain/7/data/changes", "1");
                from.write("/local/domain/7/control/shutdown", "suspend");
                await(from, "/local/domain/7/control/shutdown", "");
                assertEquals("SUSPEND", next());
                long commit = node.snapshot().commit();

                GuestRing other = GuestRing.introduce(to, there.rings(), 1000);
                move(from, "/local/domain/7", to, "/local/domain/1000");
                to.transact(transaction -> {
                    transaction.write("/local/domain/1000/memory/target", "3000");
                    transaction.write("/local/domain/1000/memory/static-max", "2000");
                    transaction.remove("/local/domain/1000/data/goal");
                    return null;
                });
                ring.set(other);
                connected.get().close();
                from.request(MessageType.RELEASE, List.of("7"));

                assertEquals("resize 2000", next());
                await(to, "/local/domain/1000/data/goal", "2000");
                await(to, "/local/domain/1000/data/changes", "2");
                assertEquals(commit + 1, node.snapshot().commit(), "Rule 2: one cycle for the difference");
                to.write("/local/domain/1000/memory/static-max", "1500");
                assertEquals("resize 1500", next());
                node.commit(tx -> tx.balloon().limitKiB(1200));
                assertEquals("1200", to.readText("/local/domain/1000/data/goal"));
                to.write("/local/domain/1000/control/shutdown", "poweroff");
                await(to, "/local/domain/1000/control/shutdown", "");
                assertEquals("resize 1200", next());
                assertEquals("POWEROFF", next());
                assertEquals(List.of(), node.problems());
            }
            assertThrows(ErrorReplyException.class, () -> to.read("/local/domain/7/data/goal"));
        }
    }

    /** The toolstack introduces the domain again, as when it resumes where it was: the same domain, a connection that begins anew. */
    @ParameterizedTest
    @EnumSource
    void whereItWas(RunningStore.Kind kind) throws Exception {
        try (RunningStore store = RunningStore.start(kind, directory);
                XenstoreClient toolstack = XenstoreClient.connect(store.socket())) {
            ring.set(GuestRing.introduce(toolstack, store.rings(), 7));
            toolstack.write("/local/domain/7/memory/target", "1000");
            try (XylemNode node = node()) {
                await(toolstack, "/local/domain/7/data/goal", "1000");
                long commit = node.snapshot().commit();
                for (int round = 1; round <= 3; round++) {
                    ring.get().introduceAgain(toolstack);
                    String target = Integer.toString(1000 + round);
                    toolstack.write("/local/domain/7/memory/target", target);
                    assertEquals("resize " + target, next());
                    await(toolstack, "/local/domain/7/data/goal", target);
                    assertEquals(commit + round, node.snapshot().commit());
                }
                assertEquals(List.of(Permission.of("n7")), toolstack.permissions("/local/domain/7/data/goal"));
            }
        }
    }
}
