package dev.xylem.xen;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.Xenstore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that a test can start again, at one socket: this project's server, or one of Xen's daemons. */
final class RunningStore implements AutoCloseable {
    /** Which one. */
    enum Kind {
        OWN,
        XENSTORED,
        OXENSTORED
    }

    /** What is to be ended. */
    private interface Ending {
        void end() throws Exception;
    }

    private final Kind kind;
    private final Path place;
    private int runs;
    private @Nullable Ending running;

    private RunningStore(Kind kind, Path place) {
        this.kind = kind;
        this.place = place;
    }

    static RunningStore start(Kind kind, Path place) throws Exception {
        if (kind != Kind.OWN) {
            Peers.require(Peer.valueOf(kind.name()));
        }
        RunningStore store = new RunningStore(kind, place);
        store.start();
        return store;
    }

    /** The one path that clients know. */
    Path socket() {
        return place.resolve("store");
    }

    /** Starts an empty store. */
    void start() throws Exception {
        Path socket;
        runs++;
        if (kind == Kind.OWN) {
            Store store = Store.builder(new XenAccess()).build();
            Exporter.Service service =
                    new Xenstore().open(store, place.resolve("s" + runs).toString());
            socket = Path.of(service.address());
            running = () -> {
                service.close();
                store.close();
            };
        } else {
            Path own = Files.createDirectory(place.resolve("d" + runs));
            Daemon daemon = Daemon.start(Peer.valueOf(kind.name()), own, List.of(), List.of());
            socket = daemon.socket();
            running = daemon::close;
        }
        link(socket);
    }

    private void link(Path socket) throws IOException {
        Files.deleteIfExists(socket());
        Files.createSymbolicLink(socket(), socket);
    }

    void stop() {
        Ending now = running;
        running = null;
        if (now != null) {
            try {
                now.end();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
