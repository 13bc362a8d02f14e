package dev.xylem.xenstore;

import dev.xylem.store.Store;
import dev.xylem.store.XenAccess;
import dev.xylem.xenstore.domain.Domains;
import dev.xylem.xenstore.ring.FileHypervisor;
import dev.xylem.xenstore.ring.RingConnections;
import dev.xylem.xenstore.server.XenstoreServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executor;

/** The rings of domains that are files in a directory, served beside the sockets of a server. */
final class RingService implements Attachment.Attached {
    /** How often rings are looked at for guests that do not signal and for signals that were lost. */
    private static final long RESCAN_MILLIS = 20_000;

    private final FileHypervisor hypervisor;
    private final Domains domains;
    private final Timer clock;

    private RingService(FileHypervisor hypervisor, Domains domains, Timer clock) {
        this.hypervisor = hypervisor;
        this.domains = domains;
        this.clock = clock;
    }

    /**
     * What opening it would fail with, without a trace.
     *
     * @throws IOException when the store has no domains, or the directory cannot be used
     */
    static void check(Store store, Path directory) throws IOException {
        XenAccess unused = access(store);
        FileHypervisor.check(directory);
    }

    private static XenAccess access(Store store) throws IOException {
        if (store.access() instanceof XenAccess access) {
            return access;
        }
        throw new IOException("rings belong to domains, but the store knows users: the application has to say"
                + " @Synthesize(access = XenAccess.class)");
    }

    static RingService open(Store store, Path directory, XenstoreServer server, Executor thread) throws IOException {
        XenAccess access = access(store);
        FileHypervisor hypervisor = FileHypervisor.open(directory);
        RingConnections rings = new RingConnections(server, thread);
        Domains domains = new Domains(store, access, hypervisor, rings);
        server.serve(domains);
        hypervisor.onChange(() -> thread.execute(domains::sweep));
        Timer clock = new Timer("xylem-rings", true);
        TimerTask look = new TimerTask() {
            @Override
            public void run() {
                thread.execute(rings::rescan);
            }
        };
        clock.schedule(look, RESCAN_MILLIS, RESCAN_MILLIS);
        return new RingService(hypervisor, domains, clock);
    }

    @Override
    public void close() {
        clock.cancel();
        hypervisor.close();
        domains.close();
    }
}
