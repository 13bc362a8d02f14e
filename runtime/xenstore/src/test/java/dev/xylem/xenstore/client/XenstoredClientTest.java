package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The client with the xenstored of Xen, in C. */
class XenstoredClientTest extends ClientContract {
    private static Daemon daemon;

    @BeforeAll
    static void startDaemon(@TempDir Path directory) throws IOException {
        Peers.require(Peer.XENSTORED);
        daemon = Daemon.start(Peer.XENSTORED, directory, List.of(), List.of());
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

    /** §6 of the protocol. */
    @Test
    void largeDirectoriesComeInParts() throws Exception {
        makeChildren("/vm/large", 3000);
        assertEquals(3000, client.list("/vm/large").size());
    }
}
