package dev.xylem.store;

import java.util.concurrent.CountDownLatch;

/**
 * A change that has to wait, because it would once more undo a transaction of somebody else that lost several times. Nothing
 * was done and nothing has ended: the same request should be made again when {@link #whenOver} says so, which is soon. A
 * server does so without answering, and reads no more from that client meanwhile.
 */
public final class DeferredException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient Reservation reservation;

    private final transient Path path;

    DeferredException(Path place, Reservation reservation) {
        super(Errno.EAGAIN, place, "reserved for a short time for somebody whose transaction lost often; ask again");
        this.path = place;
        this.reservation = reservation;
    }

    /**
     * Has something called once when the change may be tried again; at once, by this thread, if that is so already.
     *
     * @param once called by any thread, sometimes under the commit lock; must not block and must not call the store
     */
    public void whenOver(Runnable once) {
        reservation.whenOver(once);
    }

    /** Where the change would be in the way. */
    public Path path() {
        return path;
    }

    /** For whose sake it has to wait. */
    public Principal favoured() {
        return reservation.holder.caller().principal();
    }

    /** Waits until the change may be tried again; not to be called by threads that others wait for. */
    public void await() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        whenOver(over::countDown);
        over.await();
    }
}
