package dev.xylem.ninep.server;

import dev.xylem.ninep.tree.NinepException;

/** Handles one type of request. */
@FunctionalInterface
interface Handler {
    /**
     * Takes the arguments, does the work, writes the reply.
     *
     * @return false when the request has to wait, see {@link Call#await}; there is no reply then
     */
    boolean handle(Call call) throws Violation, NinepException;
}
