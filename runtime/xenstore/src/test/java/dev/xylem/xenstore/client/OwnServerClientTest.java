package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.Xenstore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The client with our own server, on a socket. */
class OwnServerClientTest extends ClientContract {
    private Store store;
    private Exporter.Service service;

    @Override
    Connector start(Path directory) throws IOException {
        store = Store.builder(new XenAccess()).build();
        service = new Xenstore().open(store, directory.resolve("socket").toString());
        return () -> Transports.connect(Path.of(service.address()));
    }

    @Override
    void stop() throws IOException {
        service.close();
        store.close();
    }

    /** §6 of the protocol. */
    @Test
    void largeDirectoriesComeInParts() throws Exception {
        makeChildren("/vm/large", 3000);
        assertEquals(3000, client.list("/vm/large").size());
        assertEquals("1000", client.list("/vm/large").get(0));
    }
}
