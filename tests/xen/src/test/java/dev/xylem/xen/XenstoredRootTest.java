package dev.xylem.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import dev.xylem.xenstore.client.XenstoreClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the xenstored of Xen, in C. */
class XenstoredRootTest extends RootContract {
    private Daemon daemon;

    @Override
    Path start(Path place) throws Exception {
        Peers.require(Peer.XENSTORED);
        run("first");
        return socket();
    }

    /** Starts a daemon at the one path that clients know. */
    private void run(String name) throws IOException {
        Path place = Files.createDirectory(directory.resolve(name));
        daemon = Daemon.start(Peer.XENSTORED, place, List.of(), List.of());
        Files.deleteIfExists(socket());
        Files.createSymbolicLink(socket(), daemon.socket());
    }

    @Override
    Path socket() {
        return directory.resolve("store");
    }

    @Override
    void stop() {
        daemon.close();
    }

    @Test
    void survivesAStoreThatComesBackEmpty() throws Exception {
        try (XylemGuest guest = guest()) {
            toolstack.write("memory/target", "2000");
            assertEquals("resize 2000", next());
            daemon.close();
            run("second");
            // A client of its own: that of the other tests may not be connected again yet.
            toolstack.close();
            toolstack = XenstoreClient.connect(socket());
            await(() -> !guest.problems().isEmpty());
            assertEquals(2000, guest.balloon().targetKiB());
            toolstack.write("memory/target", "3000");
            assertEquals("resize 3000", next());
            await("data/goal", "3000");
            await("data/online", "0");
        }
    }
}
