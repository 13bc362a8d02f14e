package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.server.Conversation.message;
import static dev.xylem.xenstore.server.Conversation.octets;
import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Store;
import dev.xylem.xenstore.server.Conversation.Reply;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and replies, one client. */
class ProtocolTest {
    private final Store store = Conversation.store();
    private final Conversation talk = Conversation.with(store);

    @AfterEach
    void close() {
        talk.close();
        store.close();
    }

    /** Every operation once, with the reply that is due; the sequence begins on an empty store. */
    private static List<byte[]> everything() {
        return List.of(
                message(WRITE.number(), 1, 0, octets("/a/b|value")),
                message(READ.number(), 2, 0, octets("/a/b|")),
                message(MKDIR.number(), 3, 0, octets("/a/c|")),
                message(DIRECTORY.number(), 4, 0, octets("/a|")),
                message(GET_PERMS.number(), 5, 0, octets("/a|")),
                message(SET_PERMS.number(), 6, 0, octets("/a|n0|r5|")),
                message(GET_PERMS.number(), 7, 0, octets("/a|")),
                message(WATCH.number(), 8, 99, octets("/a/b|token|")),
                message(UNWATCH.number(), 9, 99, octets("/a/b|token|")),
                message(TRANSACTION_START.number(), 10, 0, octets("|")),
                message(WRITE.number(), 11, 1, octets("/a/b|other")),
                message(TRANSACTION_END.number(), 12, 1, octets("T|")),
                message(READ.number(), 13, 0, octets("/a/b|")),
                message(RM.number(), 14, 0, octets("/a/b|")),
                message(DIRECTORY_PART.number(), 15, 0, octets("/a|0|")),
                message(GET_DOMAIN_PATH.number(), 16, 0, octets("5|")),
                message(RESET_WATCHES.number(), 17, 0, octets("|")),
                message(77, 18, 0, octets("")));
    }

    private static final List<String> ANSWERS = List.of(
            "WRITE OK|",
            "READ value",
            "MKDIR OK|",
            "DIRECTORY b|c|",
            "GET_PERMS n0|",
            "SET_PERMS OK|",
            "GET_PERMS n0|r5|",
            "WATCH OK|",
            "WATCH_EVENT /a/b|token|",
            "UNWATCH OK|",
            "TRANSACTION_START 1|",
            "WRITE OK|",
            "TRANSACTION_END OK|",
            "READ other",
            "RM OK|",
            "DIRECTORY_PART 5|c||",
            "GET_DOMAIN_PATH /local/domain/5|",
            "RESET_WATCHES OK|",
            "ERROR ENOSYS|");

    private static List<String> texts(List<Reply> replies) {
        // The number of the commit that changed the children last is the store's own affair.
        return replies.stream()
                .map(reply -> reply.toString().replaceFirst("DIRECTORY_PART \\d+", "DIRECTORY_PART 5"))
                .toList();
    }

    @Test
    void everyOperationInOneBatch() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        everything().forEach(all::writeBytes);
        assertEquals(ANSWERS, texts(talk.send(all.toByteArray())));
        assertEquals(0, talk.unconsumed());
    }

    /** The first event follows its OK (V-3), and nothing else depends on how octets arrive. */
    @Test
    void everyOperationOneOctetAtATime() {
        List<Reply> replies = new ArrayList<>();
        for (byte[] request : everything()) {
            for (byte octet : request) {
                replies.addAll(talk.send(new byte[] {octet}));
            }
        }
        assertEquals(ANSWERS, texts(replies));
    }

    @Test
    void everySplitOfARequest() {
        talk.text(WRITE, "/a/b|value");
        byte[] request = message(READ.number(), 1, 0, octets("/a/b|"));
        for (int first = 0; first <= request.length; first++) {
            for (int second = first; second <= request.length; second++) {
                List<Reply> replies = new ArrayList<>(talk.send(Arrays.copyOfRange(request, 0, first)));
                replies.addAll(talk.send(Arrays.copyOfRange(request, first, second)));
                replies.addAll(talk.send(Arrays.copyOfRange(request, second, request.length)));
                assertEquals(List.of("READ value"), texts(replies), "split at " + first + ", " + second);
            }
        }
    }

    /** W-6. */
    @ParameterizedTest
    @ValueSource(ints = {15, 16, 20, 27, 28, 1000, 65535, -1, Integer.MIN_VALUE})
    void unknownTypesAreEnosys(int type) {
        assertEquals("ERROR ENOSYS|", talk.ask(type, 0, octets("/a|")).toString());
        assertEquals("OK|", talk.text(WRITE, "/a|goes on"));
    }

    /** W-2: what was answered before goes out, then the connection ends, and nothing behind it is looked at. */
    @ParameterizedTest
    @ValueSource(ints = {4097, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void overLongEndsTheConnection(int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(message(WRITE.number(), 1, 0, octets("/a|1")));
        all.writeBytes(Conversation.buffer(16)
                .putInt(WRITE.number())
                .putInt(2)
                .putInt(0)
                .putInt(length)
                .array());
        all.writeBytes(message(WRITE.number(), 3, 0, octets("/b|1")));
        assertEquals(List.of("WRITE OK|"), texts(talk.send(all.toByteArray())));
        assertEquals(Client.Progress.DISCONNECT, talk.progress);
        assertEquals(List.of(), talk.advance());
        assertEquals(Client.Progress.DISCONNECT, talk.progress);
    }

    @ParameterizedTest
    @CsvSource({"X", "TT", "t", "''"})
    void transactionEndsWithTOrF(String how) {
        assertEquals("1|", talk.text(TRANSACTION_START, "|"));
        assertEquals("EINVAL", talk.text(TRANSACTION_END, 1, how + "|"));
        assertEquals("OK|", talk.text(TRANSACTION_END, 1, "F|"), "the malformed end left it open");
    }

    /** T-1, T-2, T-5: ids belong to a connection. */
    @Test
    void transactionsBelongToTheirConnection() {
        assertEquals("1|", talk.text(TRANSACTION_START, "|"));
        assertEquals("2|", talk.text(TRANSACTION_START, "|"));
        assertEquals("OK|", talk.text(WRITE, 2, "/a|inside"));
        assertEquals("ENOENT", talk.text(READ, "/a|"));
        try (Conversation other = Conversation.with(store)) {
            assertEquals("ENOENT", other.text(READ, 2, "/a|"));
        }
        assertEquals("inside", talk.text(READ, 2, "/a|"));
        assertEquals("OK|", talk.text(TRANSACTION_END, 2, "T|"));
        assertEquals("inside", talk.text(READ, "/a|"));
        assertEquals("ENOENT", talk.text(READ, 2, "/a|"));
        assertEquals("ENOENT", talk.text(TRANSACTION_END, 2, "T|"));
        assertEquals("ENOENT", talk.text(TRANSACTION_END, 0, "T|"));
    }

    /** T-5, T-6. */
    @Test
    void conflictIsEagainAndTheIdIsGone() {
        talk.text(WRITE, "/a|0");
        assertEquals("1|", talk.text(TRANSACTION_START, "|"));
        assertEquals("0", talk.text(READ, 1, "/a|"));
        assertEquals("OK|", talk.text(WRITE, 1, "/b|1"));
        assertEquals("OK|", talk.text(WRITE, "/a|1"));
        assertEquals("EAGAIN", talk.text(TRANSACTION_END, 1, "T|"));
        assertEquals("ENOENT", talk.text(TRANSACTION_END, 1, "T|"));
        assertEquals("ENOENT", talk.text(READ, "/b|"));
    }

    /** T-10: watches and transactions vanish, also when the request names one of them. */
    @Test
    void resetDropsTransactionsAndWatches() {
        talk.text(WATCH, "/a|t|");
        assertEquals("1|", talk.text(TRANSACTION_START, "|"));
        assertEquals("OK|", talk.text(RESET_WATCHES, 1, "|"));
        assertEquals("ENOENT", talk.text(TRANSACTION_END, 1, "T|"));
        talk.events();
        assertEquals("OK|", talk.text(WRITE, "/a|1"));
        assertEquals(List.of(), talk.events());
        assertEquals("OK|", talk.text(WATCH, "/a|t|"));
    }

    /** W-8: a value that only the program can have written. */
    @Test
    void longValuesAreE2big() throws Exception {
        store.owner().write(dev.xylem.store.Path.of("/long"), new byte[4097]);
        store.owner().write(dev.xylem.store.Path.of("/fits"), new byte[4096]);
        assertEquals("E2BIG", talk.text(READ, "/long|"));
        assertArrayEquals(new byte[4096], talk.ask(READ, 0, "/fits|").payload());
    }

    /** W-8 and §6: DIRECTORY is E2BIG, DIRECTORY_PART returns every name once. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void largeDirectories(int transaction) {
        IntStream.range(0, 3000).forEach(i -> talk.text(MKDIR, "/d/" + (10_000 + i) + "|"));
        if (transaction != 0) {
            talk.text(TRANSACTION_START, "|");
        }
        assertEquals("E2BIG", talk.text(DIRECTORY, transaction, "/d|"));
        List<String> names = new ArrayList<>();
        String generation = null;
        boolean more = true;
        for (int offset = 0; more; ) {
            String part = talk.text(DIRECTORY_PART, transaction, "/d|" + offset + "|");
            int start = part.indexOf('|') + 1;
            generation = generation == null ? part.substring(0, start) : generation;
            assertEquals(generation, part.substring(0, start));
            more = !part.endsWith("||");
            String list = part.substring(start, part.length() - (more ? 0 : 1));
            assertTrue(list.length() > 3900 || !more, "parts are full");
            names.addAll(List.of(list.split("\\|")));
            offset += list.length();
        }
        assertEquals(IntStream.range(10_000, 13_000).mapToObj(Integer::toString).toList(), names);
        assertEquals(generation + "|", talk.text(DIRECTORY_PART, transaction, "/d|18000|"));
        assertEquals(generation + "|", talk.text(DIRECTORY_PART, transaction, "/d|4294967295|"));
        assertEquals(
                generation + "9||", talk.text(DIRECTORY_PART, transaction, "/d|17998|"), "an offset inside a name");
    }

    /** §6: the generation moves with the transaction's own changes, with each of them. */
    @Test
    void generationMovesInsideATransaction() {
        talk.text(MKDIR, "/d|");
        talk.text(TRANSACTION_START, "|");
        String before = talk.text(DIRECTORY_PART, 1, "/d|0|");
        talk.text(MKDIR, 1, "/d/a|");
        String first = talk.text(DIRECTORY_PART, 1, "/d|0|").replace("a|", "");
        talk.text(RM, 1, "/d/a|");
        String second = talk.text(DIRECTORY_PART, 1, "/d|0|");
        assertTrue(!before.equals(first) && !first.equals(second) && !before.equals(second), first + second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1", " 1", "1 ", "4294967296", "99999999999999999999999", "0x1"})
    void offsetsAreDecimal(String offset) {
        assertEquals("EINVAL", talk.text(DIRECTORY_PART, "/|" + offset + "|"));
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "65535"})
    void domainPathIsPureFormatting(String domain) {
        assertEquals("/local/domain/" + domain + "|", talk.text(GET_DOMAIN_PATH, domain + "|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "5x", "+5", "4294967296", "/"})
    void domainsAreStrictDecimal(String domain) {
        assertEquals("EINVAL", talk.text(GET_DOMAIN_PATH, domain + "|"));
    }

    /** P-2: the base of socket callers is domain 0's home. */
    @Test
    void relativePathsStartAtHome() {
        assertEquals("OK|", talk.text(WRITE, "memory/target|5"));
        assertEquals("5", talk.text(READ, "/local/domain/0/memory/target|"));
    }

    /** P-7: what has children may have a value, and whatever exists has a parent that exists, also inside a transaction. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parentsExist(boolean inside) {
        int id = inside ? Integer.parseInt(talk.text(TRANSACTION_START, "|").replace("|", "")) : 0;
        assertEquals("OK|", talk.text(WRITE, id, "/p/q/r|value"));
        assertEquals("", talk.text(READ, id, "/p/q|"));
        assertEquals("OK|", talk.text(WRITE, id, "/p/q|both"));
        assertEquals("both", talk.text(READ, id, "/p/q|"));
        assertEquals("r|", talk.text(DIRECTORY, id, "/p/q|"));
        assertEquals("value", talk.text(READ, id, "/p/q/r|"));
        assertEquals("OK|", talk.text(RM, id, "/p/q|"));
        assertEquals("ENOENT", talk.text(READ, id, "/p/q/r|"));
        assertEquals("", talk.text(DIRECTORY, id, "/p|"));
        assertEquals("OK|", talk.text(MKDIR, id, "/p/q/r/s|"));
        assertEquals("", talk.text(READ, id, "/p/q|"), "anew");
        if (inside) {
            assertEquals("OK|", talk.text(TRANSACTION_END, id, "T|"));
            assertEquals("s|", talk.text(DIRECTORY, "/p/q/r|"));
        }
    }

    @Test
    void valuesAreBinary() {
        byte[] value = new byte[256];
        IntStream.range(0, 256).forEach(i -> value[i] = (byte) i);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(octets("/a|"));
        payload.writeBytes(value);
        talk.ask(WRITE.number(), 0, payload.toByteArray());
        assertArrayEquals(value, talk.ask(READ, 0, "/a|").payload());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x0", "n", "n-1", "n65536", "nx", "", "N0", "n0 "})
    void permissionsAreStrict(String permission) {
        talk.text(MKDIR, "/a|");
        assertEquals("EINVAL", talk.text(SET_PERMS, "/a|" + permission + "|"));
        assertEquals("EINVAL", talk.text(SET_PERMS, "/a|n0|" + permission + "|"));
        assertEquals("n0|", talk.text(GET_PERMS, "/a|"));
    }

    /** Output is never begun without room for the longest message, and nothing is lost for lack of it. */
    @Test
    void littleRoomForOutput() {
        try (Conversation narrow = Conversation.with(
                new XenstoreServer(store), store.access().owner(), dev.xylem.xenstore.wire.Message.MAX)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                all.writeBytes(message(WRITE.number(), i, 0, octets("/a/" + i + "|" + i)));
                all.writeBytes(message(READ.number(), i, 0, octets("/a/" + i + "|")));
            }
            List<Reply> replies = narrow.send(all.toByteArray());
            assertEquals(200, replies.size());
            for (int i = 0; i < 100; i++) {
                assertEquals("READ " + i, replies.get(2 * i + 1).toString());
            }
        }
    }
}
