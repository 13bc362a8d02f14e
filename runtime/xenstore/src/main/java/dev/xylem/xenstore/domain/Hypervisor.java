package dev.xylem.xenstore.domain;

import dev.xylem.store.StoreException;
import java.nio.ByteBuffer;

/**
 * What a store needs of the machine that runs the domains. {@link #onChange} and what it registers may be called by any thread,
 * {@link #state} and {@link #identity} too; the rest belongs to the server's thread.
 */
public interface Hypervisor extends AutoCloseable {
    /** What a domain does. */
    enum State {
        /** It runs, or is paused, or is being built. */
        RUNNING,
        /** It shut down, crashed or suspended, and still exists. */
        STOPPED,
        /** There is no domain with this number, or nothing is left but its number. */
        GONE
    }

    /**
     * What a domain does now. Never blocks.
     *
     * @param domain 1 to {@link Domains#LAST}
     */
    State state(int domain);

    /** A number that differs between domains that had the same number one after the other; 0 when that cannot be told. */
    default long identity(int domain) {
        return 0;
    }

    /**
     * Maps a domain's page and binds its event channel.
     *
     * @param frame the number of the page's frame, where pages are found by that; an unsigned number
     * @param port the domain's port, an unsigned 32-bit number
     * @throws StoreException with the error for the toolstack; nothing is mapped or bound then
     */
    Link connect(int domain, long frame, int port) throws StoreException;

    /** Has something called, by any thread, whenever the state of some domain may have changed. There is one; it never blocks. */
    void onChange(Runnable changed);

    /** Ends all calls. Links stay with their owners. */
    @Override
    void close();

    /** The page of a domain and the channel to it. Closing unmaps and unbinds; idempotent. */
    interface Link extends AutoCloseable {
        /** The shared page, 4096 octets, in native order. Not to be used after {@link #close}. */
        ByteBuffer page();

        /** Notifies the domain. Never blocks; a notification may be lost. */
        void signal();

        /** Has something called, by any thread, when the domain notifies. There is one; it never blocks. */
        void onSignal(Runnable signalled);

        /**
         * Binds another port of the same domain in place of the present one.
         *
         * @throws StoreException with the error for the toolstack; then no port is bound
         */
        void rebind(int port) throws StoreException;

        @Override
        void close();
    }
}
