package dev.xylem.xenstore.server;

import dev.xylem.store.Errno;
import dev.xylem.store.Path;
import dev.xylem.store.Principal;
import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.domain.Domain;
import dev.xylem.xenstore.domain.Domains;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What privileged operations work on: the server as a whole. Belongs to the server's thread, apart from {@link #introduced}. */
final class Administration {
    private final Store store;
    private final Clients clients;
    private final Counters counters;
    private final RequestLog log;
    private volatile @Nullable Domains domains;

    Administration(Store store, Clients clients, Counters counters, RequestLog log) {
        this.store = store;
        this.clients = clients;
        this.counters = counters;
        this.log = log;
    }

    Store store() {
        return store;
    }

    Clients clients() {
        return clients;
    }

    Counters counters() {
        return counters;
    }

    RequestLog log() {
        return log;
    }

    void serve(Domains served) {
        domains = served;
    }

    /**
     * The domains of the machine.
     *
     * @throws StoreException ENOSYS when this server serves none
     */
    Domains domains() throws StoreException {
        Domains served = domains;
        if (served == null) {
            throw new StoreException(
                    Errno.ENOSYS, null, "this server serves no domains, only sockets; start it with rings");
        }
        return served;
    }

    /** The domains that are introduced; none where none are served. Any thread. */
    List<Domain> introduced() {
        Domains served = domains;
        return served == null ? List.of() : served.list();
    }

    /** Sets the limit of all principals that have none of their own. */
    void limit(Quota quota, int limit) {
        store.setQuotas(store.quotas().with(quota, limit));
        store.sys().changed(SysQuotas.at(SysQuotas.DEFAULTS, quota));
    }

    /** Sets the limit of one principal. */
    void limit(Principal principal, Quota quota, int limit) {
        store.setQuota(principal, quota, limit);
        Path node = SysQuotas.at(principal.toString(), quota);
        store.sys().changed(node);
    }

    /** Sets what is logged. */
    void log(RequestLog.Level level) {
        log.level(level);
        store.sys().changed(SysLog.LEVEL);
    }
}
