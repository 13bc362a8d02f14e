package dev.xylem.xenstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.Problem;
import dev.xylem.store.Caller;
import dev.xylem.store.Principal;
import dev.xylem.store.RefusedException;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the server writes down when the application refuses. */
class RefusalLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(5);
    private final RefusalLog log = new RefusalLog(clock::get, lines::add);
    private final Caller caller = Caller.of(new Principal(7, 0));

    private void refuse(Problem... problems) {
        log.refused(caller, MessageType.WRITE.number(), new RefusedException(List.of(problems)));
    }

    /** Rule 4: every problem with path, value and rule, in one line. */
    @Test
    void everyProblemIsNamed() {
        refuse(new Problem("/a", "banana", "expected a whole number"), new Problem("/b", "(absent)", "required"));
        assertEquals(
                List.of("refused WRITE by 7: /a = banana: expected a whole number; /b = (absent): required"), lines);
    }

    /** A client cannot fill the log. */
    @Test
    void linesOfOneSecondAreBounded() {
        for (int i = 0; i < 1000; i++) {
            refuse(new Problem("/a", "banana", "expected a whole number"));
        }
        assertEquals(RefusalLog.RATE, lines.size());
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.clear();
        refuse(new Problem("/a", "banana", "expected a whole number"));
        assertEquals(
                List.of(
                        "984 more refusals left out; /sys/refusals has the last ones",
                        "refused WRITE by 7: /a = banana: expected a whole number"),
                lines);
    }
}
