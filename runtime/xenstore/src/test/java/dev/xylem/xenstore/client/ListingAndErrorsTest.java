package dev.xylem.xenstore.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.store.Errno;
import dev.xylem.xenstore.wire.MessageType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large directories (§6 of the protocol), and what errors tell. */
@Timeout(60)
class ListingAndErrorsTest {
    private static final List<String> NAMES = List.of("a", "bb", "ccc", "dddd");

    /** Two names in each part; the generation is what the server says at each request. */
    private static ScriptedServer inParts(AtomicInteger generation, Runnable afterEach) {
        return new ScriptedServer((link, request) -> {
            if (request.is(MessageType.DIRECTORY)) {
                link.error(request, "E2BIG");
                return;
            }
            int offset = Integer.parseInt(request.payload().split("\\|")[1]);
            String all = String.join("|", NAMES) + "|";
            int end = offset == 0 ? 5 : all.length();
            String part = all.substring(offset, end) + (end == all.length() ? "|" : "");
            link.reply(request, generation.get() + "|" + part);
            afterEach.run();
        });
    }

    @Test
    void partsAreJoined() throws Exception {
        ScriptedServer server = inParts(new AtomicInteger(42), () -> {});
        try (XenstoreClient client = server.builder().connect()) {
            assertEquals(NAMES, client.list("/a"));
            assertEquals(List.of("DIRECTORY /a|", "DIRECTORY_PART /a|0|", "DIRECTORY_PART /a|5|"), server.received());
        }
    }

    @Test
    void changedDirectoryIsListedAgain() throws Exception {
        AtomicInteger generation = new AtomicInteger();
        AtomicInteger changes = new AtomicInteger(3);
        ScriptedServer server = inParts(generation, () -> {
            if (changes.getAndDecrement() > 0) {
                generation.incrementAndGet();
            }
        });
        try (XenstoreClient client = server.builder().connect()) {
            assertEquals(NAMES, client.list("/a"));
        }
    }

    @Test
    void directoryThatChangesAllTheTime() throws Exception {
        AtomicInteger generation = new AtomicInteger();
        ScriptedServer server = inParts(generation, generation::incrementAndGet);
        try (XenstoreClient client = server.builder().connect()) {
            XenstoreException unsteady = assertThrows(XenstoreException.class, () -> client.list("/a"));
            assertEquals(
                    "the children of /a changed 100 times while they were listed; list them in a transaction",
                    unsteady.getMessage());
        }
    }

    @Test
    void serverWithoutParts() throws Exception {
        ScriptedServer server = new ScriptedServer(
                (link, request) -> link.error(request, request.is(MessageType.DIRECTORY) ? "E2BIG" : "ENOSYS"));
        try (XenstoreClient client = server.builder().connect()) {
            ErrorReplyException tooBig = assertThrows(ErrorReplyException.class, () -> client.list("/a"));
            assertEquals(Errno.E2BIG, tooBig.errno());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "|; the reply to DIRECTORY_PART has '' for a number",
                "x|a|; the reply to DIRECTORY_PART has 'x' for a number",
                "5|; the reply to DIRECTORY_PART has neither names nor an end",
                "5|a||b|; the reply to DIRECTORY_PART has an empty name",
                "99999999999999999999|a|; the reply to DIRECTORY_PART has the number 99999999999999999999",
                "''; the reply to DIRECTORY_PART is empty",
            })
    void partsThatMakeNoSense(String payload, String problem) throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (request.is(MessageType.DIRECTORY)) {
                link.error(request, "E2BIG");
            } else {
                link.reply(request, payload);
            }
        });
        try (XenstoreClient client = server.builder().connect()) {
            ConnectionLostException lost = assertThrows(ConnectionLostException.class, () -> client.list("/a"));
            assertEquals("closed the connection to scripted: " + problem, lost.getMessage());
        }
    }

    private interface Use {
        void of(XenstoreClient client) throws XenstoreException;
    }

    private static ErrorReplyException refused(String errno, Use use) throws Exception {
        ScriptedServer server = new ScriptedServer((link, request) -> {
            if (request.is(MessageType.TRANSACTION_START) && !errno.startsWith("!")) {
                link.reply(request, "3|");
            } else {
                link.error(request, errno.replace("!", ""));
            }
        });
        try (XenstoreClient client =
                server.builder().retry(RetryPolicy.DEFAULT.withAttempts(1)).connect()) {
            return assertThrows(ErrorReplyException.class, () -> use.of(client));
        }
    }

    private static void assertQuota(String error, Use use, String... candidates) throws Exception {
        QuotaException quota = (QuotaException) refused(error, use);
        assertEquals(List.of(candidates), quota.candidates());
        assertEquals(error.replace("!", ""), quota.error());
    }

    /** the protocol does not say which quota it was; the exception says which it can have been. */
    @Test
    void quotasAreNamed() throws Exception {
        assertQuota("ENOSPC", client -> client.write("/a", "1"), "nodes", "node-size");
        assertQuota("EQUOTA", client -> client.mkdir("/a"), "nodes", "node-size");
        assertQuota("E2BIG", client -> client.write("/a", "1"), "node-size");
        assertQuota("ENOSPC", client -> client.watch("/a", event -> {}), "watches");
        assertQuota("!EQUOTA", client -> client.transact(transaction -> null), "transactions");
        assertQuota(
                "ENOSPC",
                client -> client.setPermissions("/a", List.of(Permission.of("n0"))),
                "node-permissions",
                "node-size");
        assertQuota("ENOSPC", client -> client.transact(transaction -> transaction.read("/a")), "transaction-nodes");
        assertQuota("ENOMEM", client -> client.write("/a", "1"), "memory");
        assertEquals(
                "ENOSPC from WATCH of /a: out of quota: watches. Which one, and how much is used: xenstore-control quota"
                        + " DOMID in the control domain, the server's log, or /sys/quota/DOMID of a server of this"
                        + " project. Use less, or have the limit raised",
                refused("ENOSPC", client -> client.watch("/a", event -> {})).getMessage());
        assertEquals(
                Errno.ENOSPC, refused("EQUOTA", client -> client.mkdir("/a")).errno());
    }

    @Test
    void unknownErrorsAreShownWithoutHarm() throws Exception {
        ErrorReplyException odd = refused("EODD\n\u0007" + "x".repeat(100), client -> client.read("/a"));
        assertEquals(Errno.EINVAL, odd.errno());
        assertEquals("EODD??" + "x".repeat(26), odd.error());
        assertEquals(Errno.EINVAL, refused("", client -> client.read("/a")).errno());
    }

    @Test
    void permissionsAsText() {
        for (String text : List.of("n0", "r5", "w65535", "b7")) {
            assertEquals(text, Permission.of(text).toString());
        }
        for (String text : List.of("", "n", "x5", "r-1", "r65536", "r999999", "rr5")) {
            assertThrows(IllegalArgumentException.class, () -> Permission.of(text), text);
        }
    }
}
