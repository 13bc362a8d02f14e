package dev.xylem.unix.launch;

import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT as requests to stop.
 *
 * <p>The virtual machine answers both by starting its shutdown, in which it would report the signal's number as status.
 * A shutdown hook holds that up while the program closes, and {@link #exit} then ends the machine with the status of the
 * program. (Handlers of sun.misc.Signal cannot be used in a build that takes warnings for errors.)
 *
 * <p>An exit that the application calls for by itself keeps its status and is not held up: the thread that called it may
 * be the very one that an orderly end would wait for.
 */
final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Begins to listen. To be called once. */
    Host.Stop listen() {
        Thread hook = new Thread(this::received, "xylem-stop");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came first.
            requested.countDown();
        }
        return new Host.Stop() {
            @Override
            public void await() throws InterruptedException {
                requested.await();
            }

            @Override
            public void close() {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    // The shutdown has begun; the hook stays, and waits for exit.
                    requested.countDown();
                }
            }
        };
    }

    /** Ends the machine. */
    void exit(int status) {
        System.out.flush();
        System.err.flush();
        if (requested.getCount() == 0) {
            Runtime.getRuntime().halt(status);
        }
        System.exit(status);
    }

    private void received() {
        if (exitWasCalled()) {
            return;
        }
        requested.countDown();
        try {
            // Until the main thread halts the machine.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean exitWasCalled() {
        for (StackTraceElement[] frames : Thread.getAllStackTraces().values()) {
            for (StackTraceElement frame : frames) {
                if (frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")) {
                    return true;
                }
            }
        }
        return false;
    }
}
