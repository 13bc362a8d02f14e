package dev.xylem.xenstore.client;

import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection: requests go out from any thread, one thread receives. A reply belongs to the request with its id (W-5);
 * events come between. At most so many requests are unanswered at a time. Thread-safe.
 *
 * <p>Whoever has something to send and finds nobody sending, sends, and goes on as long as others add to it.
 */
final class Connection {
    /** Octets received at once. */
    private static final int INPUT = 4 * Message.MAX;

    private final Transport transport;
    private final Observer observer;
    private final Message message = new Message();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Outbox outbox = new Outbox();
    private final Places places;
    private @Nullable ConnectionLostException end;

    /** Whom a connection tells what nobody asked for, on the receiving thread. */
    interface Observer {
        /** A watch fired. Must not block. */
        void fired(String path, String token);

        /** The last call: nothing will be received any more. */
        void ended(Connection connection, ConnectionLostException why);
    }

    Connection(Transport transport, int inFlight, Observer observer) {
        this.transport = transport;
        this.observer = observer;
        places = new Places(inFlight);
    }

    /** Starts receiving. */
    void start() {
        Thread thread = new Thread(this::receive, "xylem-xenstore-client " + transport);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Sends a request as soon as there is a place for it.
     *
     * @param deadline of {@link System#nanoTime}, for the place and for octets that the server does not take
     * @throws RequestTimeoutException when there was no place in time; nothing was sent
     * @throws InterruptedException likewise
     */
    Pending send(Request request, long deadline, Pending.@Nullable Undo undo)
            throws XenstoreException, InterruptedException {
        int length = Message.HEADER + request.payload().length;
        if (length > transport.maxMessage()) {
            throw new XenstoreException(request + " takes " + length + " octets with its header and " + transport
                    + " has room for " + transport.maxMessage() + ": use less, in more nodes");
        }
        Pending pending;
        lock.lockInterruptibly();
        try {
            awaitRoom(request, deadline);
            pending = new Pending(this, request, places.nextId(), undo);
            places.put(pending);
            outbox.add(request.type(), pending.id, request.transaction(), request.payload());
            if (!outbox.beginWriting()) {
                return pending;
            }
        } finally {
            lock.unlock();
        }
        write(deadline);
        return pending;
    }

    private void awaitRoom(Request request, long deadline) throws XenstoreException, InterruptedException {
        while (end == null && places.full()) {
            if (room.awaitNanos(deadline - System.nanoTime()) <= 0 && end == null && places.full()) {
                throw new RequestTimeoutException(request + " was not sent: " + transport + " has left " + places.used()
                        + " earlier requests without a reply");
            }
        }
        if (end != null) {
            throw new ConnectionLostException(request + " was not sent: " + end.getMessage(), end, false);
        }
    }

    /** Writes until nothing is left or the time is over; has the part of the writer, and gives it back. */
    private void write(long deadline) {
        boolean timeLeft = true;
        while (true) {
            ByteBuffer octets;
            lock.lock();
            try {
                octets = outbox.outgoing();
                if (end != null || !octets.hasRemaining() || !timeLeft) {
                    outbox.endWriting();
                    return;
                }
            } finally {
                lock.unlock();
            }
            writeOnce(octets, deadline);
            timeLeft = !octets.hasRemaining() || deadline - System.nanoTime() > 0;
        }
    }

    private void writeOnce(ByteBuffer octets, long deadline) {
        try {
            transport.write(octets, Math.max(0, deadline - System.nanoTime()));
        } catch (MessageRefusedException refused) {
            refuse(refused);
        } catch (IOException broken) {
            fail("cannot send to " + transport + ": " + broken.getMessage(), broken);
        }
    }

    private void refuse(MessageRefusedException refused) {
        Pending pending;
        lock.lock();
        try {
            pending = places.find(refused.requestId(), MessageType.ERROR);
            if (pending == null) {
                return;
            }
            remove(pending);
        } finally {
            lock.unlock();
        }
        pending.answer(new Pending.Reply(true, refused.error().getBytes(StandardCharsets.US_ASCII)));
    }

    private void receive() {
        ByteBuffer input = ByteBuffer.allocate(INPUT).order(ByteOrder.nativeOrder());
        try {
            while (transport.read(input) >= 0) {
                input.flip();
                while (takeOne(input)) {
                    // The next one.
                }
                input.compact();
                writeWhatIsStuck();
            }
            fail("the server at " + transport + " ended the connection", null);
        } catch (MalformedReplyException malformed) {
            fail("closed the connection to " + transport + ": " + malformed.getMessage(), malformed);
        } catch (IOException broken) {
            fail("cannot receive from " + transport + ": " + broken.getMessage(), broken);
        } catch (RuntimeException | Error unforeseen) {
            fail("the connection to " + transport + " failed: " + unforeseen, unforeseen);
        }
        observer.ended(this, Objects.requireNonNull(end()));
    }

    private boolean takeOne(ByteBuffer input) throws MalformedReplyException {
        switch (message.take(input)) {
            case PART -> {
                return false;
            }
            case TOO_LONG ->
                throw new MalformedReplyException("it announced "
                        + Integer.toUnsignedLong(input.getInt(input.position() + 12)) + " octets, more than the "
                        + Message.MAX_PAYLOAD + " of a message");
            case WHOLE -> {
                if (message.type() == MessageType.WATCH_EVENT.number()) {
                    takeEvent();
                } else {
                    takeReply();
                }
                return true;
            }
        }
        throw new AssertionError("unreachable");
    }

    /** An event is known by its type alone: what the kernel's device has for its ids means nothing. */
    private void takeEvent() throws MalformedReplyException {
        List<String> strings = Text.list(payload(), "a watch");
        if (strings.size() < 2) {
            throw new MalformedReplyException("a watch event has " + strings.size() + " texts, not path and token");
        }
        observer.fired(strings.get(0), strings.get(1));
    }

    private void takeReply() throws MalformedReplyException {
        MessageType type = MessageType.of(message.type());
        if (type == null) {
            throw new MalformedReplyException(
                    "a reply has the unknown type " + Integer.toUnsignedString(message.type()));
        }
        Pending pending;
        lock.lock();
        try {
            pending = places.find(message.requestId(), type);
            if (pending == null) {
                throw new MalformedReplyException("a reply of type " + type + " has the id "
                        + Integer.toUnsignedString(message.requestId()) + ", which no request has");
            }
            if (type != MessageType.ERROR && type != pending.request.type()) {
                throw new MalformedReplyException("a reply of type " + type + " came to " + pending.request);
            }
            remove(pending);
        } finally {
            lock.unlock();
        }
        pending.answer(new Pending.Reply(type == MessageType.ERROR, payload()));
    }

    private byte[] payload() {
        return Arrays.copyOf(message.payload(), message.length());
    }

    private void remove(Pending pending) {
        places.remove(pending);
        room.signal();
    }

    /** The server takes octets again after somebody had given up writing them. */
    private void writeWhatIsStuck() {
        lock.lock();
        try {
            if (!outbox.stuck() || !outbox.beginWriting()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        write(System.nanoTime());
    }

    /** Ends the connection, unless it has ended: nothing is sent or answered any more. */
    void fail(String why, @Nullable Throwable cause) {
        ConnectionLostException failure = new ConnectionLostException(why, cause, true);
        List<Pending> lost;
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            end = failure;
            lost = places.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        transport.close();
        for (Pending pending : lost) {
            pending.completeExceptionally(failure);
        }
    }

    /** Why nothing can be sent any more, or null. */
    @Nullable
    ConnectionLostException end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}
