package dev.xylem.xen;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import java.nio.file.Path;
import java.util.List;

/** On oxenstored. */
class OxenstoredRootTest extends RootContract {
    private Daemon daemon;

    @Override
    Path start(Path place) throws Exception {
        Peers.require(Peer.OXENSTORED);
        daemon = Daemon.start(Peer.OXENSTORED, place, List.of(), List.of());
        return daemon.socket();
    }

    @Override
    Path socket() {
        return daemon.socket();
    }

    @Override
    void stop() {
        daemon.close();
    }
}
