package dev.xylem.unix.socket;

import java.util.concurrent.TimeUnit;

/** Everything that holds for a loop holds for one that polls before it sleeps. */
class SpinningEventLoopTest extends EventLoopTest {
    @Override
    long spinNanos() {
        return TimeUnit.MILLISECONDS.toNanos(1);
    }
}
