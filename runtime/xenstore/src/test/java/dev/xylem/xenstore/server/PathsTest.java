package dev.xylem.xenstore.server;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.store.Store;
import dev.xylem.xenstore.wire.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every illegal path (P-1 to P-5) with every operation that takes one. */
class PathsTest {
    private static final Set<MessageType> TAKE_SPECIAL = Set.of(WATCH, UNWATCH, GET_PERMS, SET_PERMS);

    private final Store store = Conversation.store();
    private final Conversation talk = Conversation.with(store);

    @AfterEach
    void close() {
        talk.close();
        store.close();
    }

    static List<MessageType> withPath() {
        return List.of(READ, WRITE, MKDIR, RM, DIRECTORY, DIRECTORY_PART, GET_PERMS, SET_PERMS, WATCH, UNWATCH);
    }

    private static String payload(MessageType type, String path) {
        return switch (type) {
            case WRITE -> path + "|value";
            case DIRECTORY_PART -> path + "|0|";
            case SET_PERMS -> path + "|n0|";
            case WATCH, UNWATCH -> path + "|token|";
            default -> path + "|";
        };
    }

    private static List<String> illegal() {
        List<String> paths = new ArrayList<>(List.of(
                "",
                "//",
                "/a/",
                "a/",
                "/a//b",
                "a//b",
                "//a",
                "/a/b/",
                "/local/domain/",
                "/local/domain//x",
                "@",
                "@/",
                "@x/",
                "@a/b",
                "@releaseDomain/5/6"));
        for (char c = 0; c < 256; c++) {
            boolean legal = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '/'
                    || c == '_'
                    || c == '@';
            if (!legal && c != 0 && c != '|') {
                paths.add("/a" + c + "b");
                paths.add("/a/" + c);
                paths.add("a" + c);
            }
        }
        paths.add("/" + "x".repeat(3072));
        paths.add("/local/domain/5/" + "x".repeat(3073));
        paths.add("x".repeat(2049));
        return paths;
    }

    /** P-1, P-3, P-5: EINVAL, and the connection goes on. */
    @ParameterizedTest
    @MethodSource("withPath")
    void illegalPathsAreEinval(MessageType type) {
        for (String path : illegal()) {
            assertEquals("EINVAL", talk.text(type, payload(type, path)), () -> type + " '" + path + "'");
        }
        assertEquals("OK|", talk.text(WRITE, "/a|goes on"));
        assertEquals(List.of(), talk.events(), "V-2: nothing was registered");
    }

    /** P-4. */
    @ParameterizedTest
    @MethodSource("withPath")
    void specialNodes(MessageType type) {
        String answer = talk.text(type, payload(type, "@introduceDomain"));
        if (TAKE_SPECIAL.contains(type)) {
            assertEquals(type == GET_PERMS ? "n0|" : type == UNWATCH ? "ENOENT" : "OK|", answer);
        } else {
            assertEquals("EINVAL", answer);
        }
    }

    /** P-5: every prefix of a path that crashed a daemon (XSA-481) is an ordinary one or an ordinary error. */
    @ParameterizedTest
    @MethodSource("withPath")
    void everyPrefix(MessageType type) {
        String whole = "/local/domain/5/x";
        for (int length = 0; length <= whole.length(); length++) {
            String path = whole.substring(0, length);
            boolean legal = length == 1 || (length > 1 && !path.endsWith("/"));
            String answer = talk.text(type, payload(type, path));
            if (!legal) {
                assertEquals("EINVAL", answer, () -> type + " '" + path + "'");
            } else if (type == RM && length == 1) {
                assertEquals("EINVAL", answer, "the root stays");
            } else if (answer.startsWith("E")) {
                assertEquals("ENOENT", answer, () -> type + " '" + path + "'");
            }
        }
        assertEquals("OK|", talk.text(WRITE, "/a|goes on"));
    }

    /** P-3: measured without the domain's prefix, so that it does not depend on the number of digits (XSA-323). */
    @Test
    void longestPaths() {
        String longest = "x".repeat(3072);
        assertEquals("ENOENT", talk.text(READ, "/" + longest.substring(1) + "|"));
        assertEquals("ENOENT", talk.text(READ, "/local/domain/5/" + longest + "|"));
        assertEquals("ENOENT", talk.text(READ, "/local/domain/65535/" + longest + "|"));
        assertEquals("ENOENT", talk.text(READ, longest.substring(0, 2048) + "|"));
    }

    /** Requests that need no path are not confused by one. */
    @ParameterizedTest
    @EnumSource(names = {"TRANSACTION_START", "RESET_WATCHES"})
    void noPathWanted(MessageType type) {
        assertEquals("EINVAL", talk.text(type, "/a|"));
    }
}
