package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.MessageType;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs bodies in transactions until one is committed, some at a time and the others in turn. Thread-safe. */
final class Transactions {
    private final ClientOptions options;
    private final Exchange exchange;
    private final Link link;
    private final Semaphore turns;

    /** How an attempt ended that is worth another one; {@code why} is thrown when there is none. */
    private record Again(@Nullable XenstoreException why) {}

    /** The result of an attempt: of the body, or {@link #again}. */
    private record Attempt<T>(@Nullable T result, @Nullable Again again) {}

    Transactions(ClientOptions options, Exchange exchange, Link link) {
        this.options = options;
        this.exchange = exchange;
        this.link = link;
        turns = new Semaphore(options.transactions(), true);
    }

    @SuppressWarnings("NullAway") // The result is the body's, null only if the body's is.
    <T, E extends Exception> T run(TransactionBody<T, E> body) throws XenstoreException, E {
        takeTurn();
        try {
            RetryPolicy policy = options.retry();
            for (int attempt = 1; ; attempt++) {
                Attempt<T> done = attempt(body, policy);
                Again again = done.again();
                if (again == null) {
                    return done.result();
                }
                if (attempt == policy.attempts()) {
                    throw again.why() != null ? again.why() : new TransactionConflictException(attempt);
                }
                pause(policy, attempt);
            }
        } finally {
            turns.release();
        }
    }

    private void takeTurn() throws XenstoreException {
        try {
            if (!turns.tryAcquire(options.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RequestTimeoutException("a transaction did not begin within " + options.timeout() + ": "
                        + options.transactions() + " others of this client did not end");
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private void pause(RetryPolicy policy, int attempt) throws XenstoreException {
        try {
            options.pause(policy, attempt);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static XenstoreException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new RequestInterruptedException("interrupted before a transaction; nothing was changed", interrupted);
    }

    private <T, E extends Exception> Attempt<T> attempt(TransactionBody<T, E> body, RetryPolicy policy)
            throws XenstoreException, E {
        ClientTransaction transaction;
        try {
            transaction = begin();
        } catch (QuotaException tooMany) {
            return new Attempt<>(null, new Again(tooMany));
        } catch (ConnectionLostException lost) {
            return afterLoss(lost);
        }
        boolean ready = false;
        T result;
        try {
            result = body.run(transaction);
            transaction.checkSent();
            ready = true;
        } catch (ErrorReplyException failed) {
            boolean gone = !transaction.abort();
            if (isWorthAnother(failed, gone, policy)) {
                return new Attempt<>(null, new Again(failed));
            }
            throw failed;
        } catch (ConnectionLostException lost) {
            if (transaction.isLost()) {
                return afterLoss(lost);
            }
            throw lost;
        } finally {
            if (!ready) {
                transaction.abort();
            }
        }
        if (transaction.isOver()) {
            return new Attempt<>(result, null);
        }
        return transaction.commit() ? new Attempt<>(result, null) : new Attempt<>(null, new Again(null));
    }

    private ClientTransaction begin() throws XenstoreException {
        Connection connection = link.current();
        Pending start = exchange.begin(
                connection, Request.of(MessageType.TRANSACTION_START, 0, ""), ClientTransaction.undo(exchange));
        return new ClientTransaction(exchange, connection, exchange.finish(start, ClientTransaction::decodeId));
    }

    private static boolean isWorthAnother(ErrorReplyException failed, boolean gone, RetryPolicy policy) {
        return switch (failed.errno()) {
            case EAGAIN -> true;
            case ENOENT -> gone;
            default -> failed instanceof QuotaException && policy.retryQuota();
        };
    }

    /** Nothing was committed. The next attempt is worth it as soon as there is another connection. */
    private <T> Attempt<T> afterLoss(ConnectionLostException lost) throws XenstoreException {
        if (!link.reconnects()) {
            throw lost;
        }
        try {
            link.awaitUp(System.nanoTime() + options.timeout().toNanos());
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
        return new Attempt<>(null, new Again(lost));
    }
}
