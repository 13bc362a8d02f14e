package dev.xylem.xenstore.domain;

import dev.xylem.store.Caller;
import dev.xylem.store.Principal;
import org.jspecify.annotations.Nullable;

/** Serves the rings of domains, on the server's thread. */
public interface Connections {
    /**
     * Serves a domain from now on.
     *
     * @param caller whom it acts as
     * @param features the {@linkplain Domains#FEATURES feature bits} that the domain is offered
     * @param link its page and channel; whoever called closes it, after the connection
     */
    Connection open(Caller caller, int features, Hypervisor.Link link);

    /** The connection of one domain. */
    interface Connection extends AutoCloseable {
        /** Begins anew, as if just opened: watches, transactions, requests and replies in part are gone. */
        void reset();

        /** Gives the domain the rights of another as well, or of none. */
        void target(@Nullable Principal target);

        /** Ends it: watches first, then the session. Idempotent. */
        @Override
        void close();
    }
}
