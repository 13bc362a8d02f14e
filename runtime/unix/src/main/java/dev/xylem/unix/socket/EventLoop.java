package dev.xylem.unix.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that serves any number of listeners and connections. Nothing that runs on it may block. Thread-safe.
 */
public final class EventLoop implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.xylem.unix.socket");

    /** How long the loop leaves a listener alone that could not accept for lack of descriptors. */
    static final long ACCEPT_PAUSE_MILLIS = 100;

    /** Tasks of other threads that run before channels are looked at again. */
    private static final int FOREIGN_BATCH = 4096;

    /** Polled reads of one connection before all the others are asked for. */
    private static final int POLLS = 32;

    private final Selector selector;
    private final Consumer<SelectionKey> serve = this::serve;
    private final Spin spin;
    private final ByteBuffer input;
    private final ByteBuffer output;
    private final Thread thread;

    /** Tasks from the loop's own thread, and those from all others. */
    private final ArrayDeque<Runnable> ownTasks = new ArrayDeque<>();

    private final Queue<Runnable> foreignTasks = new ConcurrentLinkedQueue<>();

    /** True while the loop may be blocked, or is about to block, in the selector. */
    private volatile boolean sleeping;

    private volatile boolean closing;

    private final Set<Connection> connections = new HashSet<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Listener> pausedListeners = new ArrayList<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile int open;

    /** The connection served last: the likeliest to be heard of next. */
    private @Nullable Connection latest;

    private EventLoop(String name, int inputSize, int outputSize, long spinNanos) throws IOException {
        spin = new Spin(spinNanos);
        selector = Selector.open();
        input = ByteBuffer.allocateDirect(inputSize).order(ByteOrder.nativeOrder());
        output = ByteBuffer.allocateDirect(outputSize).order(ByteOrder.nativeOrder());
        thread = new Thread(this::run, name);
    }

    /**
     * Starts a loop.
     *
     * @param name the thread's name
     * @param inputSize octets that one connection may have received and not consumed; at least a whole message of each
     *     protocol served
     * @param outputSize octets that one connection may have unsent; likewise
     * @throws IOException when the system gives no selector
     */
    public static EventLoop start(String name, int inputSize, int outputSize) throws IOException {
        return start(name, inputSize, outputSize, 0);
    }

    /**
     * Starts a loop that polls for a while before it sleeps, as long as that pays: replies come faster when the client runs
     * on another CPU, at the price of CPU time. After a polled wait in which nothing came, the next 1, 2, 4 … 1024 waits are
     * not polled; after one in which something came, the next one is.
     *
     * @param spinNanos the longest time that one wait is polled, in nanoseconds; 0 for none
     * @throws IOException when the system gives no selector
     */
    public static EventLoop start(String name, int inputSize, int outputSize, long spinNanos) throws IOException {
        EventLoop loop = new EventLoop(name, inputSize, outputSize, spinNanos);
        loop.thread.start();
        return loop;
    }

    /** Runs a task on the loop's thread, soon, in the order of the calls of one thread. Dropped once it is closed. */
    public void execute(Runnable task) {
        if (Thread.currentThread() == thread) {
            ownTasks.add(task);
        } else {
            foreignTasks.add(task);
            if (sleeping) {
                selector.wakeup();
            }
        }
    }

    /** The number of connections that are open now. */
    public int connections() {
        return open;
    }

    /** How often a protocol failed in a way that it did not foresee; each one cost its connection. */
    public long failures() {
        return failures.get();
    }

    /**
     * Ends all connections and listeners and waits for the thread, unless called on it. Idempotent.
     */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    ByteBuffer input() {
        return input;
    }

    ByteBuffer output() {
        return output;
    }

    Selector selector() {
        return selector;
    }

    void failed(String what, Throwable failure) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            log(System.Logger.Level.ERROR, what + " (failure " + count + ")", failure);
        }
    }

    /** Logs; a logger that fails, for lack of memory or of descriptors, must not end the loop. */
    void log(System.Logger.Level level, String what, @Nullable Throwable failure) {
        try {
            LOG.log(level, what, failure);
        } catch (RuntimeException | Error unlogged) {
            failures.incrementAndGet();
        }
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
        pausedListeners.remove(listener);
    }

    /** Has a listener that cannot accept tried again after a while. */
    void pause(Listener listener) {
        pausedListeners.add(listener);
    }

    void began(Connection connection) {
        connections.add(connection);
        open = connections.size();
    }

    @SuppressWarnings("ReferenceEquality") // connections are who they are
    void ended(Connection connection) {
        if (latest == connection) {
            latest = null;
        }
        connections.remove(connection);
        open = connections.size();
    }

    private void run() {
        try {
            while (!closing) {
                await();
                runTasks();
            }
        } catch (IOException | ClosedSelectorException | UncheckedIOException broken) {
            failed("the selector failed; the event loop ends", broken);
        } finally {
            endAll();
        }
    }

    /** Waits for work, unless there is some, and serves the channels that are ready. */
    private void await() throws IOException {
        if (hasTasks()) {
            selector.selectNow(serve);
            return;
        }
        if (spin.due()) {
            boolean paid = poll();
            spin.ended(paid);
            if (paid) {
                return;
            }
        }
        sleeping = true;
        if (hasTasks()) {
            sleeping = false;
            selector.selectNow(serve);
        } else if (pausedListeners.isEmpty()) {
            selector.select(serve);
        } else {
            selector.select(serve, ACCEPT_PAUSE_MILLIS);
            List<Listener> again = List.copyOf(pausedListeners);
            pausedListeners.clear();
            again.forEach(Listener::listen);
        }
        sleeping = false;
    }

    /** Whether there is something to do that no channel tells of. */
    private boolean hasTasks() {
        return !ownTasks.isEmpty() || !foreignTasks.isEmpty() || closing;
    }

    /** Asks again and again, instead of sleeping; false when nothing came in the time that was given. */
    private boolean poll() throws IOException {
        long begin = System.nanoTime();
        do {
            for (int i = 0; i < POLLS; i++) {
                Connection likely = latest;
                if (likely != null && likely.poll()) {
                    forgetInterrupts();
                    return true;
                }
                if (hasTasks()) {
                    return true;
                }
                if (i == 0) {
                    // Whoever has to run on this CPU gets it now; oftener only delays a client that runs on another.
                    Thread.yield();
                }
                Thread.onSpinWait();
            }
            if (selector.selectNow(serve) > 0) {
                return true;
            }
        } while (System.nanoTime() - begin < spin.nanos());
        return false;
    }

    private void serve(SelectionKey key) {
        if (sleeping) {
            sleeping = false;
        }
        Object attached = key.attachment();
        if (attached instanceof Connection connection) {
            latest = connection;
            connection.selected();
        } else if (attached instanceof Listener listener) {
            runTask(listener::selected);
        }
        forgetInterrupts();
    }

    /** Protocols run what applications wrote. A thread that they leave interrupted would never wait in the selector again. */
    private static void forgetInterrupts() {
        boolean unused = Thread.interrupted();
    }

    /** Runs the tasks that are there now; those that they add wait for the channels that became ready meanwhile. */
    private void runTasks() {
        for (int left = ownTasks.size(); left > 0; left--) {
            runTask(ownTasks.poll());
        }
        for (int left = FOREIGN_BATCH; left > 0; left--) {
            Runnable task = foreignTasks.poll();
            if (task == null) {
                return;
            }
            runTask(task);
        }
    }

    private void runTask(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            failed("a task failed", failure);
        }
        forgetInterrupts();
    }

    private void endAll() {
        for (Listener listener : List.copyOf(listeners)) {
            listener.end();
        }
        for (Connection connection : List.copyOf(connections)) {
            connection.end();
        }
        runTasks();
        try {
            selector.close();
        } catch (IOException harmless) {
            log(System.Logger.Level.DEBUG, "closing the selector", harmless);
        }
    }
}
