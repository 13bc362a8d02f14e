package dev.xylem.xen;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.peers.Peers;
import dev.xylem.spi.Exporter;
import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.XenstoreRings;
import dev.xylem.xenstore.client.Connector;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.RingTransport;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.ring.FifoChannel;
import dev.xylem.xenstore.ring.GuestEnd;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A store that serves domains over rings of files, with a toolstack on its socket. */
final class GuestHouse implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int FIRST_PORT = 100;

    /** What is to be ended. */
    private interface Ending {
        void end() throws Exception;
    }

    private final Path rings;
    private final Ending ending;
    final XenstoreClient toolstack;

    private GuestHouse(Path socket, Path rings, Ending ending) throws IOException {
        this.rings = rings;
        this.ending = ending;
        this.toolstack = XenstoreClient.connect(socket);
    }

    static GuestHouse open(RunningStore.Kind kind, Path place) throws Exception {
        if (kind != RunningStore.Kind.OWN) {
            Peer peer = Peer.valueOf(kind.name());
            Peers.require(peer);
            Daemon daemon = Daemon.start(peer, place, List.of(), List.of());
            return new GuestHouse(daemon.socket(), daemon.rings(), daemon::close);
        }
        fifo(place.resolve("evt"));
        Store store = Store.builder(new XenAccess()).build();
        XenstoreRings export = new XenstoreRings();
        export.options().stream()
                .filter(option -> option.name().equals("rings"))
                .forEach(option -> option.set().accept(place.toString()));
        Exporter.Service service = export.open(store, place.resolve("socket").toString());
        return new GuestHouse(Path.of(service.address()), place, () -> {
            service.close();
            store.close();
        });
    }

    private static void fifo(Path path) throws IOException, InterruptedException {
        if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
            throw new IOException("no FIFO at " + path);
        }
    }

    private static List<Permission> permissions(String... texts) {
        return Arrays.stream(texts).map(Permission::of).toList();
    }

    /** Sets permissions as the toolstack. */
    void allow(String path, String... entries) throws Exception {
        toolstack.setPermissions(path, permissions(entries));
    }

    /** Builds a domain with a home as toolstacks make it, and introduces it. How to connect as that domain. */
    Connector build(int domain) throws Exception {
        int port = FIRST_PORT + domain;
        Path page = rings.resolve("ring-" + domain);
        Files.write(page, new byte[PAGE]);
        fifo(rings.resolve("notify-" + port));
        String home = "/local/domain/" + domain;
        toolstack.write(home, "");
        allow(home, "n0", "r" + domain);
        toolstack.write(home + "/domid", Integer.toString(domain));
        toolstack.mkdir(home + "/data");
        allow(home + "/data", "n" + domain);
        toolstack.request(MessageType.INTRODUCE, List.of(Integer.toString(domain), "1", Integer.toString(port)));
        return () -> new RingTransport(attach(page, port));
    }

    private GuestEnd attach(Path page, int port) throws IOException {
        try (FileChannel file = FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            return GuestEnd.reattach(memory, FifoChannel.open(rings, port), page.toString(), Duration.ofSeconds(30));
        }
    }

    /** The end of a domain, as the toolstack sees to it: what it had goes first, since oxenstored tells nobody of what RELEASE removes. */
    void destroy(int domain) throws Exception {
        toolstack.remove("/local/domain/" + domain);
        toolstack.request(MessageType.RELEASE, List.of(Integer.toString(domain)));
        Files.delete(rings.resolve("ring-" + domain));
    }

    @Override
    public void close() {
        toolstack.close();
        try {
            ending.end();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
