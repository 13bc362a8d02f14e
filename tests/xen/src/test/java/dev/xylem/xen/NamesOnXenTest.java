package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.client.ErrorReplyException;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import dev.xylem.xenstore.name.Endpoint;
import dev.xylem.xenstore.name.Endpoint.Vchan;
import dev.xylem.xenstore.name.Names;
import dev.xylem.xenstore.name.Offer;
import dev.xylem.xenstore.name.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.example.names.XylemWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Names on Xen: samples/names in domain 7, its customer in domain 8, both compiled for Xen; and domain 9, a client, that has the
 * database and is otherwise a stranger.
 */
@Timeout(60)
class NamesOnXenTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String RING = "/local/domain/7/data/vchan/8/http/ring-ref";

    private final BlockingQueue<String> sessions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private GuestHouse house;
    private XylemWarehouse warehouse;
    private XylemCustomer customer;
    private XenstoreClient stranger;
    private Registration database;

    private void open(RunningStore.Kind kind) throws Exception {
        house = GuestHouse.open(kind, directory);
        house.toolstack.mkdir("/conduit");
        house.allow("/conduit", "r0");
        var seven = house.build(7);
        var eight = house.build(8);
        var nine = house.build(9);
        grant("inventory", 7);
        grant("db", 9);
        stranger = XenstoreClient.builder().connector(nine).connect();
        warehouse = XylemWarehouse.builder()
                .databases(place -> {
                    sessions.add("open " + place);
                    return () -> sessions.add("close " + place);
                })
                .xenstore(seven)
                .start();
        customer = XylemCustomer.builder().journal(journal::add).xenstore(eight).start();
        assertEquals("nowhere", next(journal));
        database = Names.register(stranger, "db", Map.of("5432", Offer.at(new Vchan(7, 8, 15))), Duration.ZERO);
        assertEquals("open vchan:9:8:15", next(sessions));
    }

    private void grant(String name, int domain) throws Exception {
        house.toolstack.mkdir("/conduit/" + name);
        house.allow("/conduit/" + name, "r" + domain);
    }

    @AfterEach
    void close() throws Exception {
        if (customer != null) {
            customer.close();
        }
        if (warehouse != null) {
            warehouse.close();
        }
        if (stranger != null) {
            stranger.close();
        }
        if (house != null) {
            house.close();
        }
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        String said = queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return said == null ? "nothing in time" : said;
    }

    private void listen(String offer) {
        warehouse.commit(tx -> tx.inventory().listening(Offer.parse(offer)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("scenario 9: names are resolved to vchans")
    void s9NamesResolveToVchans(RunningStore.Kind kind) throws Exception {
        open(kind);
        long before = customer.snapshot().commit();
        listen("vchan:8:20:30 vchan:9:21:31");
        assertEquals("vchan:7:20:30", next(journal));
        assertEquals(before + 1, customer.snapshot().commit(), "one commit of the server, one cycle");
        assertEquals(List.of(Permission.of("n7"), Permission.of("r8")), house.toolstack.permissions(RING));
        assertEquals(Optional.of(Endpoint.parse("vchan:7:21:31")), Names.find(stranger, "inventory", "http"));
        assertEquals(
                Errno.EACCES,
                assertThrows(ErrorReplyException.class, () -> stranger.read(RING))
                        .errno());

        if (kind == RunningStore.Kind.OWN) {
            assertEquals(
                    "2", house.toolstack.readText("/sys/domain/8/watches"), "one for the name, one for the server");
        }

        // The server comes back elsewhere.
        listen("vchan:8:40:50");
        assertEquals("vchan:7:40:50", next(journal));
        assertEquals(before + 2, customer.snapshot().commit());
        assertEquals(Optional.empty(), Names.find(stranger, "inventory", "http"), "not offered any more");
        assertFalse(house.toolstack.exists("/local/domain/7/data/vchan/9"), "an empty parent is left");

        warehouse.close();
        assertEquals("nowhere", next(journal));
        assertFalse(house.toolstack.exists("/local/domain/7/data/vchan"), "an empty parent is left");
        assertEquals(before + 3, customer.snapshot().commit());
        assertEquals(List.of(), customer.problems());
        database.close();
        assertFalse(house.toolstack.exists("/local/domain/9/data/vchan"), "an empty parent is left");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("scenario 9: the end of a server's domain ends what its name leads to")
    void s9TheEndOfADomain(RunningStore.Kind kind) throws Exception {
        open(kind);
        listen("vchan:8:20:30");
        assertEquals("vchan:7:20:30", next(journal));
        house.destroy(9);
        assertEquals("close vchan:9:8:15", next(sessions));
        assertEquals("nowhere", next(journal), "the service is not offered without its database");
        assertEquals(List.of(), warehouse.problems());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("scenario 10: nobody takes a name that was granted to somebody else")
    void s10NameSquatting(RunningStore.Kind kind) throws Exception {
        open(kind);
        listen("vchan:8:20:30");
        assertEquals("vchan:7:20:30", next(journal));
        Map<String, Offer> stolen = Map.of("http", Offer.at(new Vchan(8, 66, 66)));
        XenstoreException taken = assertThrows(
                XenstoreException.class, () -> Names.register(stranger, "inventory", stolen, Duration.ZERO));
        assertTrue(
                taken.getMessage().startsWith("the name at /conduit/inventory is taken by domain 7: "),
                taken::getMessage);
        assertEquals(
                Errno.EACCES,
                assertThrows(ErrorReplyException.class, () -> stranger.write("/conduit/free", "9"))
                        .errno());
        // Nor is anybody led to a domain by somebody else, or to one that a stranger says it is.
        house.toolstack.write("/conduit/lie", "7");
        house.allow("/conduit/lie", "r9");
        listen("vchan:0:1:1 vchan:8:20:30 vchan:9:21:31");
        house.toolstack.write("domid", "0");
        assertEquals(Optional.of(Endpoint.parse("vchan:7:1:1")), Names.find(house.toolstack, "inventory", "http"));
        assertEquals(Optional.empty(), Names.find(house.toolstack, "lie", "http"));
        assertEquals("7", house.toolstack.readText("/conduit/inventory"));
        assertEquals(
                Optional.of(Endpoint.parse("vchan:7:20:30")), customer.shop().inventory());
        assertTrue(journal.isEmpty(), journal::toString);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoEndpointLeavesTheLastOne(RunningStore.Kind kind) throws Exception {
        open(kind);
        listen("vchan:8:20:30");
        assertEquals("vchan:7:20:30", next(journal));
        house.toolstack.write(RING, "banana");
        await(() -> !customer.problems().isEmpty());
        assertEquals("/conduit/inventory/http", customer.problems().get(0).path());
        assertEquals(
                Optional.of(Endpoint.parse("vchan:7:20:30")), customer.shop().inventory());
        listen("vchan:8:20:31");
        assertEquals("vchan:7:20:31", next(journal));
        await(() -> customer.problems().isEmpty());
    }

    private static void await(BooleanSupplier condition) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < limit, "not in time");
            Thread.onSpinWait();
        }
    }
}
