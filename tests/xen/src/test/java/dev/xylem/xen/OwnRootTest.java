package dev.xylem.xen;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.Xenstore;
import java.nio.file.Path;

/** On our own server. */
class OwnRootTest extends RootContract {
    private Store store;
    private Exporter.Service service;

    @Override
    Path start(Path place) throws Exception {
        store = Store.builder(new XenAccess()).build();
        service = new Xenstore().open(store, place.resolve("socket").toString());
        return socket();
    }

    @Override
    Path socket() {
        return Path.of(service.address());
    }

    @Override
    boolean mayStarve() {
        return false;
    }

    @Override
    void stop() throws Exception {
        service.close();
        store.close();
    }
}
