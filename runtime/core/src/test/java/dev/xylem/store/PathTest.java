package dev.xylem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    private static final Path HOME = Path.of("/local/domain/5");

    private static void invalid(String text) {
        StoreException refusal = assertThrows(StoreException.class, () -> Path.parse(text, HOME), text);
        assertEquals(Errno.EINVAL, refusal.errno());
    }

    @ParameterizedTest(name = "P-1 refuses [{0}]")
    @ValueSource(
            strings = {
                "",
                "//",
                "/a/",
                "/a//b",
                "a//b",
                "a/",
                "/a b",
                "/a.b",
                "/a:b",
                "/\u00e9",
                "/a\u0000",
                "/a\u0080",
                "/\u0661",
                "/a\uD83D\uDE00",
                "/a\n"
            })
    void p1IllegalForms(String text) {
        invalid(text);
    }

    @Test
    @DisplayName("P-1 accepts letters, digits and - / _ @")
    void p1LegalForms() throws StoreException {
        assertEquals("/aZ09-_@/@x", Path.parse("/aZ09-_@/@x", HOME).toString());
        assertSame(Path.ROOT, Path.parse("/", HOME));
    }

    @Test
    @DisplayName("P-2 relative paths start at home")
    void p2Relative() throws StoreException {
        Path path = Path.parse("memory/target", HOME);
        assertEquals(Path.of("/local/domain/5/memory/target"), path);
        assertEquals("memory/target", path.relativeTo(HOME));
        assertEquals("a", Path.parse("a", Path.ROOT).relativeTo(Path.ROOT));
    }

    @Test
    @DisplayName("P-3 limits count without a leading /local/domain/<n>/")
    void p3Lengths() throws StoreException {
        String longest = "/" + "x".repeat(Path.MAX_ABSOLUTE - 1);
        assertEquals(Path.MAX_ABSOLUTE, Path.parse(longest, HOME).length());
        invalid(longest + "x");
        assertEquals(
                Path.MAX_RELATIVE,
                Path.parse("x".repeat(Path.MAX_RELATIVE), HOME).length());
        invalid("x".repeat(Path.MAX_RELATIVE + 1));
        String local = "x".repeat(Path.MAX_ABSOLUTE);
        for (int domain : new int[] {1, 9, 10, 32751}) {
            assertEquals(
                    Path.MAX_ABSOLUTE,
                    Path.parse("/local/domain/" + domain + "/" + local, HOME).length());
            invalid("/local/domain/" + domain + "/x" + local);
        }
        // No domain has such a number, so it counts like any other name.
        invalid("/local/domain/000001/" + local);
    }

    @Test
    @DisplayName("P-4 special names are @name, and @name/number for V-10")
    void p4Special() throws StoreException {
        assertTrue(Path.parse("@releaseDomain", HOME).special());
        assertTrue(Path.parse("@releaseDomain/7", HOME).special());
        for (String text : List.of("@", "@/x", "@a/b", "@a/1/2", "@a/", "@a//1", "@a b")) {
            invalid(text);
        }
        assertFalse(Path.of("/@releaseDomain").equals(Path.of("@releaseDomain")));
    }

    @Test
    @DisplayName("P-5 every prefix of /local/domain/5/x is a path or EINVAL")
    void p5Prefixes() throws StoreException {
        String whole = "/local/domain/5/x";
        for (int i = 0; i <= whole.length(); i++) {
            String prefix = whole.substring(0, i);
            if (prefix.isEmpty() || (prefix.endsWith("/") && i > 1)) {
                invalid(prefix);
            } else {
                assertEquals(prefix, Path.parse(prefix, HOME).toString());
            }
        }
        invalid("/local/domain/");
    }

    @Test
    @DisplayName("P-6 child of includes the node itself, and goes by whole names")
    void p6Within() {
        assertTrue(Path.of("/a/b").isWithin(Path.of("/a/b")));
        assertTrue(Path.of("/a/b/c").isWithin(Path.of("/a/b")));
        assertFalse(Path.of("/a/bc").isWithin(Path.of("/a/b")));
        assertFalse(Path.of("/a").isWithin(Path.of("/a/b")));
        assertTrue(Path.of("/a").isWithin(Path.ROOT));
        assertFalse(Path.of("@a").isWithin(Path.ROOT));
    }

    @Test
    @DisplayName("P-8 dots and colons of PCI addresses are refused")
    void p8Pci() {
        invalid("/dev/0000:00:1f.2");
        assertEquals("/dev/0000-00-1f-2", Path.of("/dev/0000-00-1f-2").toString());
    }

    @Test
    @DisplayName("order: a subtree is one contiguous range, names by octets")
    void order() {
        TreeSet<Path> sorted = new TreeSet<>();
        for (String text :
                List.of("/a-b", "/a/b", "/a", "/a/c/d", "/aa", "/B", "/", "/abcdefghij", "/abcdefghi", "@x")) {
            sorted.add(Path.of(text));
        }
        assertEquals(
                List.of("/", "/B", "/a", "/a/b", "/a/c/d", "/a-b", "/aa", "/abcdefghi", "/abcdefghij", "@x"),
                sorted.stream().map(Path::toString).toList());
    }

    @Test
    @DisplayName("names that share their first nine characters are told apart")
    void longNames() {
        Path first = Path.of("/event-channel");
        Path second = Path.of("/event-cha");
        assertFalse(first.equals(second));
        assertTrue(second.compareTo(first) < 0);
        assertFalse(first.isWithin(second));
        assertEquals("/event-channel/x", first.child("x").toString());
        assertEquals(first, first.child("x").parent());
        assertEquals(first.hashCode(), Path.of("/event-channel").hashCode());
    }

    @Test
    @DisplayName("a node has no child of a name that is none, however its key may look")
    void childrenOfImpossibleNames() {
        Node node = Node.created(new byte[0], Acl.of(Principal.of(0), 'n'), Principal.of(0), 1);
        Node parent = node.withNewChild(Names.key("a"), "a", node, 1, new Shapes());
        assertEquals(node, parent.child("a"));
        for (String name : List.of("a\0", "", "a/", "\u0100")) {
            assertNull(parent.child(name), name);
        }
    }
}
