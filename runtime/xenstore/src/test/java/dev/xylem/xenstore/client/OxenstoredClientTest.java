package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with the oxenstored of Xen, in OCaml. */
class OxenstoredClientTest extends ClientContract {
    private static Daemon daemon;

    @BeforeAll
    static void startDaemon(@TempDir Path directory) throws IOException {
        Peers.require(Peer.OXENSTORED);
        daemon = Daemon.start(Peer.OXENSTORED, directory, List.of(), List.of());
    }

    @AfterAll
    static void stopDaemon() {
        if (daemon != null) {
            daemon.close();
        }
    }

    @Override
    Connector start(Path directory) {
        return () -> Transports.connect(daemon.socket());
    }

    @Override
    void stop() {
        // One for all tests of the class; each begins with an empty /vm.
    }

    /** W-2, W-8: this daemon sends replies of any length, which are not taken. */
    @Test
    void largeDirectoriesAreRefused() throws Exception {
        makeChildren("/vm/large", 3000);
        assertThrows(XenstoreException.class, () -> client.list("/vm/large"));
    }
}
