package dev.xylem.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Threads of one test that start together; what one of them throws fails the test. */
final class Threads implements AutoCloseable {
    /** Work that may throw anything. */
    interface Work {
        void run() throws Exception;
    }

    private static final long HANG_SECONDS = 60;

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch together = new CountDownLatch(1);
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    Threads start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        together.await();
                        work.run();
                    } catch (Throwable e) {
                        thrown.compareAndSet(null, e);
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return this;
    }

    Threads go() {
        together.countDown();
        return this;
    }

    @Override
    public void close() {
        join();
    }

    /** Lets them run to their end; one that hangs is shown with what it waits for. */
    void join() {
        go();
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(HANG_SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (thread.isAlive()) {
                StringBuilder text = new StringBuilder(thread.getName() + " hangs");
                for (StackTraceElement element : thread.getStackTrace()) {
                    text.append("\n  at ").append(element);
                }
                throw new AssertionError(text.toString(), thrown.get());
            }
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(HANG_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing happened for " + HANG_SECONDS + " s");
        }
    }

    /** Spins until a thread waits for something. */
    static void awaitWaiting(Thread thread) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(HANG_SECONDS);
        while (thread.getState() != Thread.State.WAITING) {
            if (System.nanoTime() - until > 0 || thread.getState() == Thread.State.TERMINATED) {
                throw new AssertionError(thread.getName() + " does not wait but is " + thread.getState());
            }
            Thread.onSpinWait();
        }
    }
}
