package org.example.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.spi.Exporter;
import dev.xylem.xenstore.Xenstore;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.name.Endpoint;
import dev.xylem.xenstore.name.NameTakenException;
import dev.xylem.xenstore.name.Names;
import dev.xylem.xenstore.name.Offer;
import dev.xylem.xenstore.name.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program on Unix: names are registered in its store, by others and by itself. */
@Timeout(60)
class WarehouseTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Offer FIRST = Offer.parse("unix:/run/db.1");
    private static final Offer SECOND = Offer.parse("unix:/run/db.2");

    private final BlockingQueue<String> sessions = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private XylemWarehouse warehouse;
    private Exporter.Service service;

    @BeforeEach
    void start() throws Exception {
        warehouse = XylemWarehouse.builder()
                .databases(database -> {
                    sessions.add("open " + database);
                    return () -> sessions.add("close " + database);
                })
                .start();
        service = new Xenstore()
                .open(warehouse.store(), directory.resolve("socket").toString());
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        warehouse.close();
    }

    private XenstoreClient client() throws Exception {
        return XenstoreClient.connect(Path.of(service.address()));
    }

    private String next() throws InterruptedException {
        String said = sessions.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return said == null ? "nothing in time" : said;
    }

    private static Registration database(XenstoreClient client, Offer at) throws Exception {
        return Names.register(client, "db", Map.of("5432", at), Duration.ZERO);
    }

    @Test
    void theSessionFollowsTheName() throws Exception {
        long before = warehouse.snapshot().commit();
        try (XenstoreClient client = client();
                Registration db = database(client, FIRST)) {
            assertEquals("open unix:/run/db.1", next());
            assertTrue(db.ephemeral());
            assertEquals(before + 1, warehouse.snapshot().commit(), "one commit, one cycle");
            assertEquals(
                    Optional.of(Endpoint.parse("unix:/run/db.1")),
                    warehouse.inventory().database());
            db.move("5432", SECOND);
            assertEquals("open unix:/run/db.2", next());
            assertEquals("close unix:/run/db.1", next());
            assertEquals(before + 2, warehouse.snapshot().commit());
        }
        assertEquals("close unix:/run/db.2", next());
        assertEquals(before + 3, warehouse.snapshot().commit());
        assertEquals(Optional.empty(), warehouse.inventory().database());
    }

    @Test
    void aNameGoesWithItsOwnersConnection() throws Exception {
        XenstoreClient client = client();
        database(client, FIRST);
        assertEquals("open unix:/run/db.1", next());
        try (XenstoreClient other = client()) {
            NameTakenException taken = assertThrows(NameTakenException.class, () -> database(other, SECOND));
            assertTrue(
                    taken.getMessage()
                            .startsWith("the name at /conduit/db/5432 is taken by process "
                                    + ProcessHandle.current().pid() + " ("),
                    taken::getMessage);
            client.close();
            assertEquals("close unix:/run/db.1", next());
            assertEquals(Optional.empty(), Names.find(other, "db", "5432"));
            assertTrue(!other.exists("/conduit/db"), "an empty parent is left");
            try (Registration db = database(other, SECOND)) {
                assertEquals("open unix:/run/db.2", next());
                assertTrue(db.problem().isEmpty());
            }
        }
    }

    @Test
    void othersReachTheServiceOnceItHasADatabase() throws Exception {
        warehouse.commit(tx -> tx.inventory().listening(Offer.parse("tcp:localhost:8080")));
        try (XenstoreClient client = client()) {
            assertEquals(Optional.empty(), Names.find(client, "inventory", "http"));
            try (Registration db = database(client, FIRST)) {
                assertTrue(db.ephemeral());
                Endpoint found = client.await(nodes -> Names.find(nodes, "inventory", "http"), LIMIT);
                assertEquals("tcp:localhost:8080", found.toString());
            }
            assertEquals(Optional.empty(), Names.find(client, "inventory", "http"), "in the same commit");
        }
    }
}
