package dev.xylem.xenstore.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.Problem;
import dev.xylem.store.Errno;
import dev.xylem.store.Principal;
import dev.xylem.store.RefusedException;
import dev.xylem.store.StoreException;
import dev.xylem.xenstore.server.RequestLog.Level;
import dev.xylem.xenstore.wire.Arguments;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the server writes down, by level. */
class RequestLogTest {
    private static final Peer GUEST = new Peer(Principal.of(7), 3, false);
    private static final Peer TOOLSTACK = new Peer(Principal.of(0), 1, true);
    private static final StoreException DENIED = new StoreException(Errno.EACCES, "/a", "no");

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(5);
    private final RequestLog log = new RequestLog(clock::get, (importance, line) -> lines.add(line));

    private static Arguments arguments(String payload) {
        byte[] octets = payload.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        Message message = new Message();
        message.take(ByteBuffer.wrap(Conversation.message(1, 0, 0, octets)).order(ByteOrder.nativeOrder()));
        Arguments arguments = new Arguments();
        arguments.splitStrings(message);
        return arguments;
    }

    private void refuse(Peer who, StoreException why) {
        log.refused(who, MessageType.WRITE.number(), 0, arguments("/a|"), why);
    }

    private static StoreException refusal(Problem... problems) {
        return new RefusedException(List.of(problems));
    }

    private static final Problem BANANA = new Problem("/a", "banana", "expected a whole number");

    /** Rule 4: every problem with path, value and rule, in one line. */
    @Test
    void everyProblemIsNamed() {
        refuse(GUEST, refusal(BANANA, new Problem("/b", "(absent)", "required")));
        assertEquals(
                List.of("7/3 WRITE /a refused: /a = banana: expected a whole number; /b = (absent): required"), lines);
    }

    /** A client cannot fill the log. */
    @Test
    void linesOfOneSecondAreBounded() {
        for (int i = 0; i < 1000; i++) {
            refuse(GUEST, refusal(BANANA));
        }
        assertEquals(RequestLog.RATE, lines.size());
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        lines.clear();
        refuse(GUEST, refusal(BANANA));
        assertEquals(
                List.of("984 more lines left out", "7/3 WRITE /a refused: /a = banana: expected a whole number"),
                lines);
    }

    @Test
    void whatUnprivilegedClientsCauseIsBoundedAtEveryLevel() {
        log.level(Level.ALL);
        for (int i = 0; i < 5000; i++) {
            refuse(GUEST, DENIED);
            log.accepted(GUEST, MessageType.READ, 0, arguments("/a|"));
        }
        assertEquals(RequestLog.HIGH_RATE, lines.size());
        lines.clear();
        for (int i = 0; i < 5000; i++) {
            log.accepted(TOOLSTACK, MessageType.READ, 0, arguments("/a|"));
        }
        assertEquals(5001, lines.size(), "who asks for everything gets it");
    }

    @Test
    void levels() {
        for (Level level : Level.values()) {
            log.level(level);
            lines.clear();
            refuse(GUEST, refusal(BANANA));
            refuse(GUEST, DENIED);
            boolean diagnoses = level.compareTo(Level.REFUSALS) >= 0;
            boolean errors = level.compareTo(Level.ERRORS) >= 0;
            assertEquals((diagnoses ? 1 : 0) + (errors ? 1 : 0), lines.size(), level.key());
            assertEquals(level.compareTo(Level.CHANGES) >= 0, log.takes(Effect.TREE), level.key());
            assertEquals(level == Level.ALL, log.takes(Effect.NONE), level.key());
            assertEquals(level, Level.named(level.key()));
        }
    }

    /** Whatever octets a client sends, a line stays a line that can be read, and no longer than a message. */
    @Test
    void octetsAreMadeLegible() {
        log.level(Level.ALL);
        log.accepted(TOOLSTACK, MessageType.SET_PERMS, 9, arguments("/a\nforged: \u001b[2J|\u00ff\\|"));
        log.refused(GUEST, 77, 0, arguments(""), DENIED);
        log.accepted(TOOLSTACK, MessageType.READ, 0, arguments("\n".repeat(2000) + "|"));
        assertEquals("0/1 SET_PERMS /a\\x0aforged: \\x1b[2J \\xff\\x5c (transaction 9)", lines.get(0));
        assertEquals("7/3 type 77 refused: EACCES at /a: no", lines.get(1));
        assertTrue(lines.get(2).length() <= RequestLog.LONGEST && lines.get(2).endsWith("..."), lines.get(2));
    }

    @Test
    void theLastLinesAreKept() {
        for (int i = 0; i < RequestLog.KEPT + 10; i++) {
            log.note(System.Logger.Level.INFO, "line " + i);
        }
        RequestLog.Last last = log.last();
        assertEquals(RequestLog.KEPT + 10, log.lines());
        assertEquals(11, last.first());
        assertEquals(RequestLog.KEPT, last.lines().size());
        assertEquals("line 10", last.lines().get(0));
    }
}
