package dev.xylem.xenstore.server;

import dev.xylem.store.Quota;
import dev.xylem.xenstore.wire.MessageType;
import java.util.Objects;
import java.util.Set;

/**
 * One row of the operation table: all that is to be known about an operation. Who may ask is part of it, so there is no
 * operation without.
 *
 * @param type what the header's first word says
 * @param rule who may ask, and what does it
 * @param shape what the payload must look like
 * @param transaction what becomes of the transaction id
 * @param effect what it changes
 * @param charges the quotas that may refuse it to an unprivileged client
 * @param sample the payload of a request that succeeds for who may ask, with bars for NULs and {@code $} for the path of a
 *     node that exists: what tests are generated from
 */
record Operation(
        MessageType type,
        Rule rule,
        Shape shape,
        TransactionUse transaction,
        Effect effect,
        Set<Quota> charges,
        String sample) {
    Operation {
        Objects.requireNonNull(rule, "an operation needs a rule of access");
        charges = Set.copyOf(charges);
    }
}
