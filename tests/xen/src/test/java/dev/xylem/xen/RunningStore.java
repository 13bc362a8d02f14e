package dev.xylem.xen;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import dev.xylem.spi.Exporter;
import dev.xylem.store.Quota;
import dev.xylem.store.Quotas;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.XenstoreRings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

    private static final int USUAL_WATCHES = 128;

    private final Kind kind;
    private final Path place;
    private final int watches;
    private int runs;
    private @Nullable Path rings;
    private @Nullable Ending running;

    private RunningStore(Kind kind, Path place, int watches) {
        this.kind = kind;
        this.place = place;
        this.watches = watches;
    }

    static RunningStore start(Kind kind, Path place) throws Exception {
        return start(kind, place, USUAL_WATCHES);
    }

    /** A store that allows each domain so many watches. */
    static RunningStore start(Kind kind, Path place, int watches) throws Exception {
        if (kind != Kind.OWN) {
            Peers.require(Peer.valueOf(kind.name()));
        }
        RunningStore store = new RunningStore(kind, place, watches);
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
            Store store = Store.builder(new XenAccess())
                    .quotas(Quotas.DEFAULT.with(Quota.WATCHES, watches))
                    .build();
            rings = Files.createDirectory(place.resolve("r" + runs));
            new ProcessBuilder("mkfifo", rings.resolve("evt").toString())
                    .start()
                    .waitFor();
            XenstoreRings export = new XenstoreRings();
            export.options().stream()
                    .filter(option -> option.name().equals("rings"))
                    .forEach(option -> option.set().accept(rings().toString()));
            Exporter.Service service =
                    export.open(store, place.resolve("s" + runs).toString());
            socket = Path.of(service.address());
            running = () -> {
                service.close();
                store.close();
            };
        } else {
            Path own = Files.createDirectory(place.resolve("d" + runs));
            Daemon daemon = Daemon.start(Peer.valueOf(kind.name()), own, List.of(), settings());
            rings = daemon.rings();
            socket = daemon.socket();
            running = daemon::close;
        }
        link(socket);
    }

    private List<String> settings() {
        if (watches == USUAL_WATCHES) {
            return List.of();
        }
        // Both take one more than they are told.
        String told = Integer.toString(watches - 1);
        return kind == Kind.XENSTORED ? List.of("--watch-nb", told) : List.of("quota-maxwatch = " + told);
    }

    /** The directory of rings and event channels. */
    Path rings() {
        return Objects.requireNonNull(rings);
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
