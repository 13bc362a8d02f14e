package dev.xylem.xenstore.server;

import dev.xylem.Problem;
import dev.xylem.store.Caller;
import dev.xylem.store.RefusedException;
import dev.xylem.xenstore.wire.MessageType;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Says why the application refused a commit, since the protocol carries no more than EINVAL. A client cannot fill a log with
 * it: the lines of each second are bounded, what is left out is counted. Used by the server's thread.
 */
final class RefusalLog {
    /** Lines in one second. */
    static final int RATE = 16;

    private static final System.Logger LOG = System.getLogger("dev.xylem.xenstore");

    private final LongSupplier nanos;
    private final Consumer<String> lines;
    private long second;
    private int spare = RATE;
    private long left;

    RefusalLog() {
        this(System::nanoTime, line -> LOG.log(System.Logger.Level.WARNING, line));
    }

    RefusalLog(LongSupplier nanos, Consumer<String> lines) {
        this.nanos = nanos;
        this.lines = lines;
        second = second();
    }

    /** Notes a refused request; type is the number of its operation. */
    void refused(Caller caller, int type, RefusedException refusal) {
        long now = second();
        if (now != second) {
            second = now;
            spare = RATE;
            if (left > 0) {
                lines.accept(left + " more refusals left out; /sys/refusals has the last ones");
                left = 0;
            }
        }
        if (spare == 0) {
            left++;
            return;
        }
        spare--;
        String problems = refusal.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
        lines.accept("refused " + MessageType.of(type) + " by " + caller.principal() + ": " + problems);
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
    }
}
