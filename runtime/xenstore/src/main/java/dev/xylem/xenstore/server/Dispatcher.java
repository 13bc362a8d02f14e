package dev.xylem.xenstore.server;

import dev.xylem.store.DeferredException;
import dev.xylem.store.Errno;
import dev.xylem.store.StoreException;
import dev.xylem.store.Transaction;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageWriter;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request after the other: finds its row, demands what the row demands, has it handled. Belongs to the server's
 * thread.
 *
 * <p>The order of checks: known (W-6), privilege, transaction id, shape of the payload, and then what the operation itself
 * finds wrong.
 */
final class Dispatcher {
    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore");

    private final OperationTable table;
    private final Exchange exchange;
    private final Counters counters;
    private final RequestLog log;

    Dispatcher(OperationTable table, Exchange exchange, Counters counters, RequestLog log) {
        this.table = table;
        this.exchange = exchange;
        this.counters = counters;
        this.log = log;
    }

    /** Writes the reply, which has room. False when the request has to wait: it should be asked for again then. */
    boolean answer(Client client, Message request, MessageWriter writer) {
        int type = request.type();
        int id = request.transactionId();
        Operation operation = table.find(type);
        if (!client.deferred()) {
            counters.request(operation);
            client.answered();
        }
        exchange.begin(id);
        Transaction inside = null;
        StoreException refusal;
        try {
            if (operation == null) {
                throw new StoreException(Errno.ENOSYS, null, "there is no operation " + Integer.toUnsignedString(type));
            }
            if (!operation.rule().admits(client, request)) {
                throw denied();
            }
            inside = transaction(operation, client, id);
            if (!operation.shape().matches(request, exchange.arguments())) {
                throw new StoreException(Errno.EINVAL, null, "malformed arguments of " + operation.type());
            }
            writer.begin(operation.type(), request.requestId(), id);
            operation.rule().handle(client, inside, exchange);
            if (writer.end()) {
                if (log.takes(operation.effect())) {
                    log.accepted(client.peer(), operation.type(), id, exchange.arguments());
                }
                return true;
            }
            refusal = new StoreException(Errno.E2BIG, null, "the reply exceeds " + Message.MAX_PAYLOAD + " octets");
        } catch (DeferredException deferred) {
            client.defer(deferred);
            return false;
        } catch (StoreException refused) {
            refusal = refused;
        } catch (RuntimeException | Error unforeseen) {
            refusal = failed(type, inside, unforeseen);
        }
        counters.error(operation);
        client.refused(refusal);
        log.refused(client.peer(), type, id, exchange.arguments(), refusal);
        writer.error(refusal.errno().name(), request.requestId(), id);
        return true;
    }

    static StoreException denied() {
        return new StoreException(Errno.EACCES, null, "this is for privileged clients");
    }

    /** The transaction that a request runs in, or null; refuses ids that mean nothing. */
    private static @Nullable Transaction transaction(Operation operation, Client client, int id) throws StoreException {
        return switch (operation.transaction()) {
            case IGNORED -> null;
            case FORBIDDEN -> {
                if (id != 0) {
                    throw new StoreException(Errno.EBUSY, null, "transactions cannot be nested");
                }
                yield null;
            }
            case OPTIONAL -> id == 0 ? null : client.transaction(id);
            case REQUIRED -> client.transaction(id);
        };
    }

    /** A fault in this program: it costs the client one answer and its transaction, and nobody else anything (T-8). */
    private StoreException failed(int type, @Nullable Transaction inside, Throwable unforeseen) {
        if (inside != null) {
            inside.spoil();
        }
        long count = counters.failure();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "request of type " + type + " failed (failure " + count + "); answered EIO",
                    unforeseen);
        }
        return new StoreException(Errno.EIO, null, "internal failure: " + unforeseen);
    }
}
