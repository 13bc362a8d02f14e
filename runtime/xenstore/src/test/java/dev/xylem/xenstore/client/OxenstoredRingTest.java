package dev.xylem.xenstore.client;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The client as a guest of Xen's oxenstored, over a ring. */
class OxenstoredRingTest extends RingContract {
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
    Path socket() {
        return daemon.socket();
    }

    @Override
    Path rings() {
        return daemon.rings();
    }

    @Override
    int watchQuota() {
        return 100;
    }

    @Override
    int transactionQuota() {
        return 10;
    }
}
