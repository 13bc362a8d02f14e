package dev.xylem.xenstore.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests and waits for their replies, on a connection that the caller chooses. Thread-safe. */
final class Exchange {
    private final long timeout;
    private final Executor executor;

    Exchange(Duration timeout, Executor executor) {
        this.timeout = timeout.toNanos();
        this.executor = executor;
    }

    /** Sends; the reply is to be fetched with {@link #finish}. */
    Pending begin(Connection connection, Request request, Pending.@Nullable Undo undo) throws XenstoreException {
        try {
            return connection.send(request, System.nanoTime() + timeout, undo);
        } catch (InterruptedException interrupted) {
            throw interrupted(request, interrupted);
        }
    }

    /** Waits for the reply of a request, no longer than a request may take. */
    <T> T finish(Pending pending, Decoder<T> decoder) throws XenstoreException {
        try {
            return decode(pending, pending.get(timeout, TimeUnit.NANOSECONDS), decoder);
        } catch (TimeoutException late) {
            return giveUp(pending, late(pending), decoder);
        } catch (InterruptedException interrupted) {
            return giveUp(pending, interrupted(pending.request, interrupted), decoder);
        } catch (ExecutionException failed) {
            throw failure(pending, failed.getCause());
        }
    }

    /** Waits for a reply that others may wait for too: they go on when this thread has waited long enough. */
    void finishShared(Pending pending) throws XenstoreException {
        try {
            decode(pending, pending.get(timeout, TimeUnit.NANOSECONDS), payload -> payload);
        } catch (TimeoutException late) {
            throw late(pending);
        } catch (InterruptedException interrupted) {
            throw interrupted(pending.request, interrupted);
        } catch (ExecutionException failed) {
            throw failure(pending, failed.getCause());
        }
    }

    /** Nobody waits any more, unless the reply came in this moment. */
    private <T> T giveUp(Pending pending, XenstoreException why, Decoder<T> decoder) throws XenstoreException {
        if (pending.completeExceptionally(why)) {
            throw why;
        }
        try {
            return decode(pending, pending.join(), decoder);
        } catch (CompletionException failed) {
            throw failure(pending, failed.getCause());
        }
    }

    <T> T call(Connection connection, Request request, Decoder<T> decoder) throws XenstoreException {
        return finish(begin(connection, request, null), decoder);
    }

    /** Sends although the thread may be interrupted, and does not wait: for what takes something back. */
    void send(Connection connection, Request request) {
        boolean interrupted = Thread.interrupted();
        try {
            Pending unused = begin(connection, request, null);
        } catch (XenstoreException gone) {
            // With the connection, what was to be taken back is gone.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** {@link #send} on another thread. */
    void sendLater(Connection connection, Request request) {
        executor.execute(() -> send(connection, request));
    }

    /** The reply when it comes, or what came instead, on the executor. */
    <T> CompletionStage<T> finishAsync(Pending pending, Decoder<T> decoder) {
        return pending.orTimeout(timeout, TimeUnit.NANOSECONDS)
                .handleAsync(
                        (reply, failed) -> {
                            try {
                                if (failed == null) {
                                    return decode(pending, reply, decoder);
                                }
                                throw failure(pending, failed);
                            } catch (XenstoreException failure) {
                                throw new CompletionException(failure);
                            }
                        },
                        executor);
    }

    private static <T> T decode(Pending pending, Pending.Reply reply, Decoder<T> decoder) throws XenstoreException {
        if (reply.error()) {
            byte[] payload = reply.payload();
            int length = payload.length > 0 && payload[payload.length - 1] == 0 ? payload.length - 1 : payload.length;
            throw Errors.of(pending.request, new String(payload, 0, length, StandardCharsets.ISO_8859_1));
        }
        try {
            return decoder.decode(reply.payload());
        } catch (MalformedReplyException malformed) {
            Connection connection = pending.connection;
            String why = "closed the connection to " + connection + ": " + malformed.getMessage();
            connection.fail(why, malformed);
            throw new ConnectionLostException(why, malformed, true);
        }
    }

    private XenstoreException late(Pending pending) {
        return new RequestTimeoutException("no reply to " + pending.request + " from " + pending.connection + " within "
                + Duration.ofNanos(timeout));
    }

    /** Why there is no reply. A request that is waited for in two ways ends with the time of the first. */
    private XenstoreException failure(Pending pending, @Nullable Throwable cause) {
        if (cause instanceof TimeoutException) {
            return late(pending);
        }
        String why = cause == null ? "" : ": " + cause.getMessage();
        return new ConnectionLostException(pending.request + " got no reply" + why, cause, true);
    }

    private static XenstoreException interrupted(Request request, InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new RequestInterruptedException("interrupted while waiting for the reply to " + request, interrupted);
    }
}
