package dev.xylem.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames from the committing thread to the one that runs effects: a bounded ring of frames that are used again, so
 * that a commit allocates nothing.
 *
 * <p>{@link #claim} and {@link #submit} are called under the commit lock, one thread at a time. Whether there is room is asked
 * before a commit begins ({@link #ready}); commits that were already under way when the ring filled up go to an overflow, so
 * that nothing is ever dropped and no one ever waits under the lock. The overflow is as long as there are committing threads.
 *
 * @param <F> the program's frame
 */
public final class EffectQueue<F extends Frame> {
    private static final VarHandle DUE;
    private static final VarHandle CONSUMED;

    static {
        try {
            DUE = MethodHandles.lookup().findVarHandle(Frame.class, "due", long.class);
            CONSUMED = MethodHandles.lookup().findVarHandle(EffectQueue.class, "consumed", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Function<EffectLog, F> frames;
    private final EffectLog log;
    private final boolean direct;
    private final int backlog;
    private final @Nullable Frame[] ring;
    private final F scratch;
    private final Queue<Frame> overflow = new ConcurrentLinkedQueue<>();
    private volatile long produced;
    private volatile long consumed;
    private volatile boolean waiting;
    private final Deque<Runnable> whenReady = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile boolean asleep;
    private volatile @Nullable Thread runner;
    private volatile @Nullable EffectTurns turns;

    private static final VarHandle PRODUCED;

    static {
        try {
            PRODUCED = MethodHandles.lookup().findVarHandle(EffectQueue.class, "produced", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An empty queue. */
    public EffectQueue(Effects effects, EffectLog log, Function<EffectLog, F> frames) {
        this.frames = frames;
        this.log = log;
        this.direct = effects.immediate();
        this.backlog = effects.backlog();
        this.ring = new Frame[direct ? 0 : 2 * backlog];
        this.scratch = frames.apply(log);
    }

    /** Whether effects run on the committing thread. */
    public boolean direct() {
        return direct;
    }

    /** Reports an effect that the committing thread itself ran, and that threw. */
    public void failed(String effect, long commit, Throwable thrown) {
        log.failed(effect, commit, thrown);
    }

    /** A free frame, to be filled and submitted. Its fields hold what an earlier commit left in them. */
    @SuppressWarnings("unchecked")
    public F claim() {
        return direct ? scratch : (F) slot();
    }

    private Frame slot() {
        int at = (int) (long) PRODUCED.get(this) & (ring.length - 1);
        Frame frame = ring[at];
        if (frame == null) {
            frame = frames.apply(log);
            ring[at] = frame;
        } else if ((long) DUE.getAcquire(frame) != 0 || !overflow.isEmpty()) {
            return frames.apply(log);
        }
        return frame;
    }

    /**
     * Hands a filled frame over.
     *
     * @param effects the bits of the effects that are due; bit 63 is never one of them
     * @param commit the number of the commit
     */
    @SuppressWarnings("ReferenceEquality") // frames are places, not values
    public void submit(Frame frame, long effects, long commit) {
        frame.commit = commit;
        if (direct) {
            frame.runAll(effects);
            return;
        }
        long number = (long) PRODUCED.get(this);
        if (ring[(int) number & (ring.length - 1)] == frame) {
            DUE.setRelease(frame, effects | Frame.FULL);
        } else {
            frame.due = effects | Frame.FULL;
            overflow.add(frame);
        }
        PRODUCED.setRelease(this, number + 1);
    }

    /** Runs what is due, at most {@code limit} frames, on the calling thread; for the effect thread and for benchmarks. */
    public int drain(int limit) {
        int ran = 0;
        while (ran < limit) {
            // An overflowing frame is younger than every frame of the ring that was there when it was added.
            boolean spilled = !overflow.isEmpty();
            Frame frame = ring[(int) (long) CONSUMED.get(this) & (ring.length - 1)];
            long due = frame == null ? 0 : (long) DUE.getAcquire(frame);
            if (due == 0) {
                if (!spilled) {
                    break;
                }
                frame = overflow.poll();
                due = frame == null ? 0 : frame.due;
            }
            if (frame == null) {
                break;
            }
            frame.runAll(due);
            DUE.setRelease(frame, 0L);
            CONSUMED.setRelease(this, (long) CONSUMED.get(this) + 1);
            ran++;
        }
        return ran;
    }

    /** Whether a further commit has room for its effects. */
    public boolean ready() {
        return direct || produced - consumed < backlog || closed;
    }

    /** Waits until {@link #ready}; never on the thread that runs effects. */
    public void awaitReady() throws InterruptedException {
        if (ready() || onEffectThread()) {
            return;
        }
        synchronized (whenReady) {
            while (true) {
                // Each time round: whoever was woken may find that another commit took the room.
                waiting = true;
                if (ready()) {
                    return;
                }
                whenReady.wait();
            }
        }
    }

    /** Runs something once as soon as {@link #ready} may hold again; at once if it holds now. */
    public void whenReady(Runnable once) {
        boolean now = true;
        synchronized (whenReady) {
            waiting = true;
            if (!ready()) {
                whenReady.add(once);
                now = false;
            }
        }
        if (now) {
            once.run();
        }
    }

    /** Whether the calling thread is the one that runs effects. */
    public boolean onEffectThread() {
        return Thread.currentThread() == runner;
    }

    /** Wakes the effect thread if it sleeps although effects are due. Called after each commit, without the lock. */
    public void committed() {
        if (pending() != 0) {
            wake();
        }
    }

    /** Wakes the effect thread if it sleeps. */
    public void wake() {
        EffectTurns onExecutor = turns;
        if (onExecutor != null) {
            onExecutor.ask();
            return;
        }
        VarHandle.fullFence();
        Thread thread = runner;
        if (asleep && thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** How many commits wait for their effects. */
    public long pending() {
        return produced - consumed;
    }

    /** Ends {@link #serve} once everything due has run. */
    public void close() {
        closed = true;
        wake();
        release();
    }

    /** From now on turns run what is due, and not {@link #serve}. */
    void serveIn(EffectTurns onExecutor) {
        turns = onExecutor;
        onExecutor.ask();
    }

    /** Makes the calling thread the one that runs effects. */
    void enter() {
        runner = Thread.currentThread();
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        runner = null;
    }

    /** Runs one frame and one thing between frames, if they are there; whether anything was. */
    boolean step(BooleanSupplier between) {
        boolean ran = drain(1) > 0;
        if (ran) {
            // Either this thread sees that someone waits, or whoever is about to wait sees the room.
            VarHandle.fullFence();
            if (waiting && ready()) {
                release();
            }
        }
        boolean other = between.getAsBoolean();
        return ran || other;
    }

    /** The body of the effect thread: runs frames, and between them what {@code between} finds to do. */
    void serve(BooleanSupplier between) {
        runner = Thread.currentThread();
        while (true) {
            boolean ran = step(between);
            // An effect that leaves this thread interrupted would keep it from ever sleeping again.
            boolean unused = Thread.interrupted();
            if (!ran) {
                asleep = true;
                VarHandle.fullFence();
                boolean last = closed;
                if (pending() == 0 && !between.getAsBoolean()) {
                    if (last) {
                        asleep = false;
                        return;
                    }
                    LockSupport.park(this);
                }
                asleep = false;
            }
        }
    }

    private void release() {
        Deque<Runnable> now = new ArrayDeque<>();
        synchronized (whenReady) {
            waiting = false;
            now.addAll(whenReady);
            whenReady.clear();
            whenReady.notifyAll();
        }
        for (Runnable runnable : now) {
            try {
                runnable.run();
            } catch (Throwable e) {
                log.report("what waited for effects to finish has failed", e);
            }
        }
    }
}
