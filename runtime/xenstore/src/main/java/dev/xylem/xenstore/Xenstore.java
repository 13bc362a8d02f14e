package dev.xylem.xenstore;

import dev.xylem.spi.Exporter;
import dev.xylem.store.Access;
import dev.xylem.store.Store;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Exports a store over the XenStore protocol on a Unix-domain socket, as xenstored does. Thread-safe; each
 * {@link #open} makes a server and a thread of its own.
 *
 * <p>Who a connection is, the store's access rule says: with {@link dev.xylem.store.XenAccess} every peer is domain 0, and
 * the socket's file is for its owner only; with {@link dev.xylem.store.UnixAccess} it is the user at the other end.
 */
public final class Xenstore implements Exporter {
    /** Microseconds; longer would only burn a CPU. */
    private static final int MOST_SPIN = 1000;

    private volatile int spin;

    /** For the generated program. */
    public Xenstore() {}

    @Override
    public String option() {
        return "xenstore";
    }

    @Override
    public String operand() {
        return "SOCKET";
    }

    @Override
    public String summary() {
        return "serve the XenStore protocol on a Unix-domain socket at this path";
    }

    @Override
    public List<Option> options() {
        return List.of(new Option(
                "xenstore-spin",
                "MICROS",
                "poll so long for the next request before sleeping, while that pays; 0 to " + MOST_SPIN,
                this::spin));
    }

    private void spin(String operand) {
        if (!operand.matches("[0-9]{1,4}") || Integer.parseInt(operand) > MOST_SPIN) {
            throw new IllegalArgumentException("give microseconds, 0 to " + MOST_SPIN);
        }
        spin = Integer.parseInt(operand);
    }

    @Override
    public Service open(Store store, String address) throws IOException {
        return open(store, address, Attachment.NONE);
    }

    Service open(Store store, String address, Attachment beside) throws IOException {
        Path path;
        try {
            path = Path.of(address);
        } catch (InvalidPathException invalid) {
            throw new IOException("'" + address + "' is no path for a socket: " + invalid.getReason(), invalid);
        }
        if (address.isEmpty()) {
            throw new IOException("the path of the socket is empty: give one, such as /run/xylem/socket");
        }
        Access access = store.access();
        // Where even an unknown peer is privileged, the file's mode is all that keeps strangers out.
        boolean ownerOnly = access.privileged(access.peer(Access.UNKNOWN_USER));
        return SocketService.open(store, path, ownerOnly, TimeUnit.MICROSECONDS.toNanos(spin), beside);
    }
}
