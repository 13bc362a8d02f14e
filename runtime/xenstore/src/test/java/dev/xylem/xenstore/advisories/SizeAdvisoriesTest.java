package dev.xylem.xenstore.advisories;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Path;
import dev.xylem.store.Quota;
import dev.xylem.xenstore.server.Client;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advisories on lengths, limits of sizes and malformed requests. */
class SizeAdvisoriesTest extends AdvisoryFixture {
    @Test
    @DisplayName("XSA-72: replies that exceed a message are E2BIG, and the next request is answered")
    void xsa72LongReplies() throws Exception {
        site.store.owner().write(Path.of("/long"), new byte[Message.MAX_PAYLOAD + 1]);
        site.store.owner().write(Path.of("/fits"), new byte[Message.MAX_PAYLOAD]);
        for (int i = 0; i < 3_000; i++) {
            site.node("/dir/" + i, "");
        }
        String permissions = "n0|" + "r1|b2|".repeat(50);
        site.node("/shared", "");
        ok(dom0, SET_PERMS, "/shared|" + permissions);
        assertEquals("E2BIG", dom0.text(READ, "/long|"));
        assertEquals("E2BIG", dom0.text(DIRECTORY, "/dir|"));
        assertEquals(Message.MAX_PAYLOAD, dom0.ask(READ, 0, "/fits|").payload().length);
        assertEquals(permissions, dom0.text(GET_PERMS, "/shared|"));
        assertEquals(3_000, parts("/dir").size());
    }

    private List<String> parts(String directory) {
        List<String> names = new ArrayList<>();
        int offset = 0;
        while (true) {
            String reply = dom0.text(DIRECTORY_PART, directory + "|" + offset + "|");
            String part = reply.substring(reply.indexOf('|') + 1);
            boolean last = part.endsWith("||") || part.equals("|");
            String entries = last ? part.substring(0, part.length() - 1) : part;
            if (!entries.isEmpty()) {
                names.addAll(
                        Arrays.asList(entries.substring(0, entries.length() - 1).split("\\|")));
            }
            offset += entries.length();
            if (last) {
                return names;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 32751})
    @DisplayName(
            "XSA-323: what can be created at the limit can be read, listed and removed, whatever the domain's number")
    void xsa323PathsAtTheLimit(int domain) {
        Conversation guest = home(domain);
        int limit = Quota.PATH_MAX.standard();
        String home = "/local/domain/" + domain + "/";
        for (int length = limit - 1; length <= limit + 1; length++) {
            String relative = "a".repeat(1000) + "/" + "b".repeat(length - 1001);
            for (String path : List.of(relative, home + relative)) {
                String expected = length > limit ? "EINVAL" : OK;
                assertEquals(expected, guest.text(WRITE, path + "|x"), domain + ": " + length);
                if (length <= limit) {
                    assertEquals("x", guest.text(READ, path + "|"));
                    assertEquals("b".repeat(length - 1001) + "|", dom0.text(DIRECTORY, home + "a".repeat(1000) + "|"));
                    assertEquals("x", dom0.text(READ, home + relative + "|"));
                    ok(dom0, RM, home + relative + "|");
                }
            }
        }
    }

    @Test
    @DisplayName("XSA-324: an event that exceeds a message is dropped and counted; whoever caused it goes on")
    void xsa324LongEvents() {
        Conversation guest = home(7);
        String token = "t".repeat(4_000);
        ok(guest, WATCH, "/local/domain/7|" + token + "|");
        assertEquals(1, guest.events().size());
        assertEquals("EINVAL", guest.text(WATCH, "x".repeat(Quota.PATH_MAX.standard() + 1) + "|t|"));
        long before = site.server.counters().eventsTooLong();
        ok(guest, WRITE, "n".repeat(200) + "|x");
        assertEquals(List.of(), guest.events());
        assertEquals(before + 1, site.server.counters().eventsTooLong());
        ok(guest, WRITE, "n|x");
        assertEquals(List.of("/local/domain/7/n|" + token + "|"), guest.events());
    }

    @Test
    @DisplayName(
            "XSA-420: whatever the length word says, in every pattern of its first bits, one protocol error and no spin")
    void xsa420Lengths() {
        Random random = new Random(420);
        int lengths = times(5_000, 300);
        for (int nibble = 0; nibble < 16; nibble++) {
            for (int i = 0; i < lengths; i++) {
                int length = nibble << 28 | (i < 28 ? 1 << i : i < 56 ? (1 << i - 28) - 1 : random.nextInt(1 << 28));
                if (Integer.compareUnsigned(length, Message.MAX_PAYLOAD) <= 0) {
                    continue;
                }
                try (Conversation talk = Conversation.with(site.server, site.access.owner(), Conversation.OUTPUT)) {
                    byte[] header = header(READ.number(), length);
                    assertEquals(List.of(), talk.send(header));
                    assertEquals(Client.Progress.DISCONNECT, talk.progress, () -> "length " + length);
                    int left = talk.unconsumed();
                    assertEquals(List.of(), talk.send(Conversation.message(READ.number(), 1, 0, new byte[] {'/', 0})));
                    assertEquals(Client.Progress.DISCONNECT, talk.progress);
                    assertTrue(talk.unconsumed() >= left, "R-9: nothing more is consumed");
                }
            }
        }
    }

    private static byte[] header(int type, int length) {
        ByteBuffer header = Conversation.buffer(Message.HEADER);
        return header.putInt(type).putInt(1).putInt(0).putInt(length).array();
    }

    @Test
    @DisplayName("XSA-481: every malformed path is EINVAL for every operation that takes one")
    void xsa481MalformedPaths() {
        List<String> malformed = List.of(
                "",
                "//",
                "/a/",
                "/a//b",
                "a/",
                "/local/domain/",
                "/local/domain/5x/",
                "/local/domain//",
                "\u0080",
                "/\u00ff",
                "/a b",
                "/%",
                "/a:b",
                "/a.b",
                "@",
                "@/",
                "@a/b");
        for (Conversation talk : List.of(dom0, home(7))) {
            for (String path : malformed) {
                for (MessageType type : List.of(DIRECTORY, READ, GET_PERMS, MKDIR, RM)) {
                    assertEquals("EINVAL", talk.text(type, path + "|"), type + " of \"" + path + "\"");
                }
                assertEquals("EINVAL", talk.text(WRITE, path + "|x"), path);
                assertEquals("EINVAL", talk.text(WATCH, path + "|t|"), path);
                assertEquals("EINVAL", talk.text(UNWATCH, path + "|t|"), path);
                assertEquals("EINVAL", talk.text(SET_PERMS, path + "|n0|"), path);
                assertEquals("EINVAL", talk.text(DIRECTORY_PART, path + "|0|"), path);
            }
            assertEquals("EINVAL", talk.text(READ, "||"), "NULs only");
            assertEquals(List.of(), talk.events());
            assertEquals(Client.Progress.RECEIVE, talk.progress, "idle");
        }
    }

    @Test
    @DisplayName("XSA-418: a path of a thousand levels, on a stack of 256 KiB")
    void xsa418DeepPaths() throws InterruptedException {
        Conversation guest = home(7);
        ok(dom0, SET_QUOTA, "7|nodes|2000|");
        String deep = "a" + "/a".repeat(1_000);
        List<String> replies = new ArrayList<>();
        Thread small = new Thread(
                null,
                () -> {
                    replies.add(guest.text(WATCH, "a|t|"));
                    replies.add(guest.text(WRITE, deep + "|x"));
                    replies.add(guest.text(READ, deep + "|"));
                    replies.add(guest.text(TRANSACTION_START, "|"));
                    replies.add(guest.text(RM, 1, "a|"));
                    replies.add(guest.text(WRITE, 1, deep + "|y"));
                    replies.add(guest.text(TRANSACTION_END, 1, "T|"));
                    replies.add(dom0.text(CONTROL, "check|"));
                    destroy(7);
                },
                "small",
                256 * 1024);
        small.start();
        small.join();
        assertEquals(List.of(OK, OK, "x", "1|", OK, OK, OK, OK), replies);
        assertEquals(0, nodes(7));
    }
}
