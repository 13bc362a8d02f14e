package dev.xylem.xen;

import dev.xylem.xenstore.client.Connector;
import dev.xylem.xenstore.client.Permission;
import dev.xylem.xenstore.client.RingTransport;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.ring.FifoChannel;
import dev.xylem.xenstore.ring.GuestEnd;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** An unprivileged domain on a ring of files, as a toolstack builds it. */
final class GuestRing {
    private static final int PAGE = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path rings;
    private final int domain;
    private final int port;

    private GuestRing(Path rings, int domain) {
        this.rings = rings;
        this.domain = domain;
        this.port = 100 + domain;
    }

    /** Builds a domain, with a home that it owns, and introduces it. */
    static GuestRing introduce(XenstoreClient toolstack, Path rings, int domain) throws Exception {
        GuestRing ring = new GuestRing(rings, domain);
        try (RandomAccessFile file = new RandomAccessFile(ring.page().toFile(), "rw")) {
            file.setLength(PAGE);
        }
        new ProcessBuilder("mkfifo", rings.resolve("notify-" + ring.port).toString())
                .start()
                .waitFor();
        toolstack.write(ring.home(), "");
        toolstack.setPermissions(ring.home(), List.of(Permission.of("n" + domain)));
        ring.introduceAgain(toolstack);
        return ring;
    }

    /** Tells the store of the domain's port, as after a resume. */
    void introduceAgain(XenstoreClient toolstack) throws Exception {
        toolstack.request(MessageType.INTRODUCE, List.of(Integer.toString(domain), "1", Integer.toString(port)));
    }

    /** The domain's place in the store. */
    String home() {
        return "/local/domain/" + domain;
    }

    private Path page() {
        return rings.resolve("ring-" + domain);
    }

    /** Connects as the domain. */
    Connector connector() {
        return () -> new RingTransport(attach());
    }

    private GuestEnd attach() throws IOException {
        try (FileChannel file = FileChannel.open(page(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            return GuestEnd.reattach(memory, FifoChannel.open(rings, port), page().toString(), PATIENCE);
        }
    }
}
