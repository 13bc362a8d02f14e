package dev.xylem.xenstore.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.UnixAccess;
import dev.xylem.xenstore.Xenstore;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names in a store of our own, registered by processes on its socket. */
@Timeout(60)
class RegistrationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Offer FIRST = Offer.parse("unix:/run/db.1");
    private static final Offer SECOND = Offer.parse("unix:/run/db.2");

    @TempDir
    Path directory;

    private Store store;
    private Exporter.Service service;
    private XenstoreClient reader;

    @BeforeEach
    void start() throws Exception {
        store = Store.builder(new UnixAccess()).build();
        serve();
        reader = client();
    }

    private void serve() throws Exception {
        service = new Xenstore().open(store, directory.resolve("socket").toString());
    }

    private XenstoreClient client() throws Exception {
        return XenstoreClient.builder()
                .path(directory.resolve("socket"))
                .reconnect()
                .connect();
    }

    @AfterEach
    void stop() throws Exception {
        reader.close();
        service.close();
        store.close();
    }

    private static Registration register(XenstoreClient client, Offer at, Duration patience) throws XenstoreException {
        return Names.register(client, "db", Map.of("5432", at), patience);
    }

    private void await(Offer offer) throws XenstoreException {
        reader.await(
                nodes -> Names.find(nodes, "db", "5432")
                        .filter(found -> Offer.at(found).equals(offer)),
                LIMIT);
    }

    private void awaitNone() throws XenstoreException {
        reader.await(nodes -> Names.find(nodes, "db", "5432").isEmpty() ? Optional.of(true) : Optional.empty(), LIMIT);
    }

    @Test
    void allPortsAppearAndGoInOneCommitEach() throws Exception {
        try (XenstoreClient client = client()) {
            long before = store.snapshot().number();
            Registration db =
                    Names.register(client, "db", Map.of("1", FIRST, "2", SECOND, "3", Offer.none()), Duration.ZERO);
            assertEquals(before + 1, store.snapshot().number());
            assertEquals(List.of("1", "2"), reader.list("/conduit/db"));
            assertTrue(db.ephemeral());
            db.close();
            db.close();
            assertEquals(before + 2, store.snapshot().number());
            assertFalse(reader.exists("/conduit/db"));
            assertThrows(IllegalStateException.class, () -> db.move("1", FIRST));
            // The name is free, although the connection goes on.
            register(reader, SECOND, Duration.ZERO).close();
        }
    }

    @Test
    void aGrantedNameStays() throws Exception {
        reader.mkdir("/conduit/db");
        XenstoreClient client = client();
        register(client, FIRST, Duration.ZERO);
        await(FIRST);
        client.close();
        awaitNone();
        assertEquals(Optional.of(List.of()), reader.findList("/conduit/db"));
    }

    @Test
    void theNextOneWaitsForTheEndOfTheFirst() throws Exception {
        XenstoreClient first = client();
        register(first, FIRST, Duration.ZERO);
        try (XenstoreClient second = client()) {
            CompletableFuture<Registration> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return register(second, SECOND, LIMIT);
                } catch (XenstoreException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThrows(NameTakenException.class, () -> register(reader, SECOND, Duration.ofMillis(1)));
            first.close();
            waiting.get().close();
        }
        assertFalse(reader.exists("/conduit/db"));
    }

    @Test
    void aNewConnectionRegistersAgain() throws Exception {
        try (XenstoreClient client = client();
                Registration db = register(client, FIRST, Duration.ZERO)) {
            service.close();
            assertEquals(null, store.snapshot().node(dev.xylem.store.Path.of("/conduit/db")));
            serve();
            await(FIRST);
            assertTrue(db.problem().isEmpty());
        }
    }

    @Test
    void whatSomebodyRemovesComesBack() throws Exception {
        try (XenstoreClient client = client();
                Registration db = register(client, FIRST, Duration.ZERO)) {
            reader.remove("/conduit/db");
            await(FIRST);
            reader.write("/conduit/db/5432", "unix:/run/false");
            await(FIRST);
            assertTrue(db.ephemeral());
        }
    }

    /** Qubes #11059: many at once must not use up the watches. */
    @Test
    void concurrentResolutionsShareWatches() throws Exception {
        int many = 200;
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try (XenstoreClient client = client()) {
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return reader.await(
                                                nodes -> {
                                                    most.accumulateAndGet(reader.registeredWatches(), Math::max);
                                                    return Names.find(nodes, "db", "5432");
                                                },
                                                LIMIT)
                                        .toString();
                            } catch (XenstoreException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        threads));
            }
            register(client, FIRST, Duration.ZERO);
            for (CompletableFuture<String> one : all) {
                assertEquals("unix:/run/db.1", one.get());
            }
            assertTrue(most.get() <= 3, () -> most + " watches");
            assertEquals(0, reader.registeredWatches());
        } finally {
            threads.shutdown();
        }
    }
}
