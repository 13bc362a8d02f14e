package dev.xylem.xenstore.ring;

import dev.xylem.store.Caller;
import dev.xylem.store.Principal;
import dev.xylem.xenstore.domain.Connections;
import dev.xylem.xenstore.domain.Hypervisor;
import dev.xylem.xenstore.server.Client;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The ring of one domain, being served. Either there is a client and octets flow, or the domain broke the ring and nothing
 * happens until it asks to begin anew. Belongs to the server's thread, except {@link #wake}.
 */
final class RingConnection implements Connections.Connection {
    /** How often a ring is emptied before others have their turn: its guest may fill it at the same time. */
    private static final int ROUNDS = 16;

    private static final byte[] NOTHING = {};

    private final RingConnections all;
    private final int features;
    private final Hypervisor.Link link;
    private final ServerEnd end;
    private final Runnable turn = this::turn;
    private final AtomicBoolean turnPending = new AtomicBoolean();

    private Caller caller;

    /** Null while the ring is broken, and then {@link #told} says why. */
    private @Nullable Client client;

    private RingError told = RingError.NONE;

    /** Octets received and not consumed. */
    private byte[] remainder = NOTHING;

    /** Octets to be sent before anything else happens. */
    private byte[] unsent = NOTHING;

    /** Whether octets were moved since the domain was last signalled. */
    private boolean moved;

    private boolean closed;

    RingConnection(RingConnections all, Caller caller, int features, Hypervisor.Link link) {
        this.all = all;
        this.caller = caller;
        this.features = features;
        this.link = link;
        end = new ServerEnd(link.page(), features);
    }

    /** Has the ring looked at soon. Calls that come before that are one. Any thread, never blocks. */
    void wake() {
        if (!turnPending.get() && !turnPending.getAndSet(true)) {
            all.execute(turn);
        }
    }

    private void turn() {
        turnPending.set(false);
        if (closed) {
            return;
        }
        try {
            if (end.beginWanted()) {
                reset();
            }
            Client serving = client;
            if (serving == null) {
                end.check();
            } else {
                serve(serving);
                serving.keeps(remainder.length + unsent.length);
            }
        } catch (RingException bad) {
            giveUp(
                    bad.fault() == RingFault.INDEX ? RingError.INDEX : RingError.COMMUNICATION,
                    bad.fault().text());
        } catch (RuntimeException | Error failure) {
            all.failed(caller, failure);
            giveUp(RingError.COMMUNICATION, "a fault in this program");
        }
        if (moved) {
            moved = false;
            link.signal();
        }
    }

    /** Answers what came, in rounds, for one turn. */
    private void serve(Client serving) throws RingException {
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            if (!sendUnsent()) {
                // whoever does not take replies gets no further ones.
                return;
            }
            ByteBuffer input = all.input().clear().put(remainder);
            int received = end.receive(input);
            moved |= received > 0;
            if (round > 0 && received == 0) {
                return;
            }
            Client.Progress progress = answer(serving, input.flip());
            if (progress == Client.Progress.DISCONNECT) {
                giveUp(RingError.PAYLOAD, "a message that is too long");
                return;
            }
            remainder = rest(input);
            boolean over = progress == Client.Progress.YIELD || System.nanoTime() - begin > Client.TURN;
            if (progress == Client.Progress.PAUSE || (received == 0 && progress != Client.Progress.YIELD)) {
                return;
            }
            if (over) {
                break;
            }
        }
        wake();
    }

    /** Lets the client go on as long as the ring takes what it says. */
    private Client.Progress answer(Client serving, ByteBuffer input) throws RingException {
        ByteBuffer output = all.output();
        Client.Progress progress;
        do {
            progress = serving.advance(input, output.clear());
            moved |= end.send(output.flip()) > 0;
            unsent = rest(output);
        } while (progress == Client.Progress.SEND && unsent.length == 0);
        return progress;
    }

    private boolean sendUnsent() throws RingException {
        if (unsent.length > 0) {
            ByteBuffer output = ByteBuffer.wrap(unsent);
            moved |= end.send(output) > 0;
            unsent = rest(output);
        }
        return unsent.length == 0;
    }

    private static byte[] rest(ByteBuffer octets) {
        if (!octets.hasRemaining()) {
            return NOTHING;
        }
        byte[] rest = new byte[octets.remaining()];
        octets.get(rest);
        return rest;
    }

    @Override
    public void reset() {
        drop();
        told = RingError.NONE;
        try {
            end.begin();
            client = all.server().connect(caller, features, this::wake);
        } catch (RingException gone) {
            giveUp(RingError.COMMUNICATION, gone.fault().text());
        }
        link.signal();
    }

    /** forgets the domain's state, says why, and leaves the ring alone. It stays registered until it ends (XSA-325). */
    private void giveUp(RingError why, String text) {
        if (client == null && told == why) {
            return;
        }
        all.broke(caller, text);
        drop();
        told = why;
        try {
            end.refuse(why);
        } catch (RingException gone) {
            // Then there is nobody to be told.
        }
        link.signal();
    }

    private void drop() {
        Client former = client;
        client = null;
        remainder = NOTHING;
        unsent = NOTHING;
        if (former != null) {
            former.close();
        }
    }

    @Override
    public void target(@Nullable Principal target) {
        caller = new Caller(caller.principal(), target, caller.anyone());
        Client serving = client;
        if (serving != null) {
            serving.target(target);
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
        all.remove(this);
    }
}
