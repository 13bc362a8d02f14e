package dev.xylem.ninep;

import dev.xylem.ninep.server.Limits;
import dev.xylem.ninep.store.Remote;
import dev.xylem.ninep.store.StoreTree;
import dev.xylem.spi.Exporter;
import dev.xylem.store.Access;
import dev.xylem.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Exports a program over 9P, so that its store and its values are files: 9P2000.L, 9P2000.u and 9P2000, on Unix-domain sockets
 * and, when asked, TCP. Thread-safe; each {@link #open} makes a server and a thread of its own.
 *
 * <p>Who a connection is, the store's access rule says, as for the XenStore protocol. Clients over TCP are unknown users who
 * change nothing; an application that wants more for them extends this class, gives {@link #NineP(Remote)} something else, and
 * names its class in {@link dev.xylem.Export}.
 */
public class NineP implements Exporter {
    private final Remote remote;

    /** For the generated program. */
    public NineP() {
        this(Remote.READS);
    }

    /** For applications that let others in than users of this machine. */
    protected NineP(Remote remote) {
        this.remote = remote;
    }

    @Override
    public final String option() {
        return "ninep";
    }

    @Override
    public final String operand() {
        return "ADDRESS";
    }

    @Override
    public final String summary() {
        return "serve 9P at unix!PATH or tcp!HOST!PORT, or at several with commas between";
    }

    @Override
    public final Service open(Store store, String address) throws IOException {
        return open(() -> store, address);
    }

    @Override
    public final NinepService open(Program program, String address) throws IOException {
        List<Address> addresses = Address.parse(address);
        Access access = program.store().access();
        // Where even an unknown peer is privileged, the file's mode is all that keeps strangers out.
        boolean ownerOnly = access.privileged(access.peer(Access.UNKNOWN_USER));
        StoreTree tree = new StoreTree(program, remote, NineP::nanos);
        return NinepService.open(tree, addresses, ownerOnly, Limits.DEFAULT);
    }

    private static long nanos() {
        Instant now = Clock.systemUTC().instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
