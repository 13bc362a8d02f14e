package dev.xylem.xenstore.client;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.XenstoreRings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The client as a guest of our own server, over a ring. */
class OwnRingTest extends RingContract {
    private static Path directory;
    private static Store store;
    private static Exporter.Service service;

    @BeforeAll
    static void start(@TempDir Path place) throws IOException, InterruptedException {
        directory = place;
        new ProcessBuilder("mkfifo", place.resolve("evt").toString()).start().waitFor();
        store = Store.builder(new XenAccess()).build();
        XenstoreRings export = new XenstoreRings();
        export.options().stream()
                .filter(option -> option.name().equals("rings"))
                .forEach(option -> option.set().accept(place.toString()));
        service = export.open(store, place.resolve("socket").toString());
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        store.close();
    }

    @Override
    Path socket() {
        return directory.resolve("socket");
    }

    @Override
    Path rings() {
        return directory;
    }

    @Override
    int watchQuota() {
        return 128;
    }

    @Override
    int transactionQuota() {
        return 10;
    }
}
