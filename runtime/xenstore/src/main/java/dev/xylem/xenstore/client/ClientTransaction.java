package dev.xylem.xenstore.client;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An open transaction (T-1 to T-10), on the connection on which it began. Its changes are seen by others at its end or
 * never. Thread-safe; after the {@link TransactionBody} it was made for, its methods throw {@link IllegalStateException}.
 */
public final class ClientTransaction extends NodeCalls {
    private final Connection connection;
    private final int id;
    private final Queue<Pending> unchecked = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    ClientTransaction(Exchange exchange, Connection connection, int id) {
        super(exchange);
        this.connection = connection;
        this.id = id;
    }

    @Override
    Connection connection() {
        if (over) {
            throw new IllegalStateException("the transaction is over: use it only in the body that it was given to");
        }
        return connection;
    }

    @Override
    int transaction() {
        return id;
    }

    @Override
    void sent(Pending pending) {
        unchecked.add(pending);
    }

    /**
     * Sends a write and does not wait for its reply. Before the transaction ends, {@link #checkSent} tells whether it was done.
     *
     * @throws XenstoreException when it could not be sent
     */
    public void send(String path, byte[] value) throws XenstoreException {
        sent(exchange.begin(connection(), Request.write(id, path, value), null));
    }

    /**
     * Waits for what was sent without waiting. Both ways to end a transaction do this first.
     *
     * @throws XenstoreException what the first request that was refused failed with
     */
    public void checkSent() throws XenstoreException {
        for (Pending pending = unchecked.poll(); pending != null; pending = unchecked.poll()) {
            exchange.finishShared(pending);
        }
    }

    /**
     * Ends the transaction and makes its changes before its body returns, which may then still do what depends on that. Nothing
     * is tried again by itself.
     *
     * @return whether the changes were made; false: it conflicted with others, or was gone
     * @throws XenstoreException also what a request that was sent without waiting failed with; then nothing was made
     */
    public boolean end() throws XenstoreException {
        connection();
        checkSent();
        return commit();
    }

    /** Whether its body has ended it. */
    boolean isOver() {
        return over;
    }

    /**
     * Ends the transaction and makes its changes.
     *
     * @return whether they were made; false: it conflicted, or it was gone
     */
    boolean commit() throws XenstoreException {
        over = true;
        try {
            exchange.call(connection, end("T"), payload -> payload);
            return true;
        } catch (ErrorReplyException error) {
            if (error.errno() == Errno.EAGAIN || error.errno() == Errno.ENOENT) {
                return false;
            }
            throw error;
        } catch (ConnectionLostException lost) {
            throw new ConnectionLostException(
                    "whether a transaction was done is unknown: " + lost.getMessage(), lost, lost.mayHaveHappened());
        }
    }

    /**
     * Ends the transaction without its changes, the first time.
     *
     * @return whether the server still had it. One that was gone has seen nodes as missing that are not
     */
    boolean abort() {
        if (over) {
            return true;
        }
        over = true;
        try {
            if (Thread.currentThread().isInterrupted()) {
                exchange.send(connection, end("F"));
            } else {
                exchange.call(connection, end("F"), payload -> payload);
            }
            return true;
        } catch (ErrorReplyException gone) {
            return false;
        } catch (XenstoreException lost) {
            // It ends with the connection, or when the server gets to it.
            return true;
        }
    }

    /** Whether the connection is lost, and the transaction with it. */
    boolean isLost() {
        return connection.end() != null;
    }

    private Request end(String how) throws XenstoreException {
        return Request.of(MessageType.TRANSACTION_END, id, how);
    }

    /** Ends, on its connection, a transaction that began after everybody had gone. */
    static Pending.Undo undo(Exchange exchange) {
        return (connection, payload) -> {
            try {
                ClientTransaction late = new ClientTransaction(exchange, connection, decodeId(payload));
                exchange.sendLater(connection, late.end("F"));
            } catch (XenstoreException malformed) {
                connection.fail("closed the connection to " + connection + ": " + malformed.getMessage(), malformed);
            }
        };
    }

    static int decodeId(byte[] payload) throws MalformedReplyException {
        long id = Text.number(Text.single(payload, "TRANSACTION_START"), "TRANSACTION_START");
        if (id <= 0 || id > 0xFFFF_FFFFL) {
            throw new MalformedReplyException("a transaction has the id " + Long.toUnsignedString(id));
        }
        return (int) id;
    }
}
