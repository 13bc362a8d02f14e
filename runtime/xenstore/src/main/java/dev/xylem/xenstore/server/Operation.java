package dev.xylem.xenstore.server;

import dev.xylem.store.StoreException;
import dev.xylem.xenstore.wire.MessageType;

/**
 * One row of the operation table.
 *
 * @param type what the header's first word says
 * @param shape what the payload must look like
 * @param transaction what becomes of the transaction id
 * @param privileged whether only privileged clients may ask for it
 * @param handler does it
 */
record Operation(MessageType type, Shape shape, TransactionUse transaction, boolean privileged, Handler handler) {
    /** Does what a request asks for and writes the payload of the reply. */
    @FunctionalInterface
    interface Handler {
        /**
         * Called with a request that has the right shape, from somebody who may ask.
         *
         * @throws StoreException with the error for the client; what was written is taken back
         */
        void handle(Call call) throws StoreException;
    }
}
