package dev.xylem.value;

import static dev.xylem.value.Answers.assertDecodes;
import static dev.xylem.value.Answers.assertEncodes;
import static dev.xylem.value.Answers.assertRefused;
import static dev.xylem.value.Answers.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URIs, paths of the file system, internet addresses and UUIDs. */
class NamesOfThingsTest {
    private static final Function<byte[], InetAddress> ADDRESS = Decode::toInetAddress;
    private static final String NO_ADDRESS =
            "expected an IPv4 or IPv6 address in digits, such as 192.0.2.1 or 2001:db8::1";

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 00000000",
        "192.0.2.1, c0000201",
        "255.255.255.255, ffffffff",
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "1::, 00010000000000000000000000000000",
        "2001:db8::1, 20010db8000000000000000000000001",
        "2001:DB8::A, 20010db800000000000000000000000a",
        "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
        "0001:0002:0003:0004:0005:0006:0007:0008, 00010002000300040005000600070008",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
        "::192.0.2.1, 000000000000000000000000c0000201",
        "::ffff:192.0.2.1, 00000000000000000000ffffc0000201",
        "1:2:3:4:5:6:192.0.2.1, 000100020003000400050006c0000201",
        "fe80::1, fe800000000000000000000000000001",
    })
    void addresses(String text, String hex) {
        InetAddress address = Decode.toInetAddress(utf8(text));
        assertEquals(hex, HexFormat.of().formatHex(address.getAddress()));
        assertEquals(hex.length() == 8 ? Inet4Address.class : Inet6Address.class, address.getClass());
        assertEquals(address, Decode.toInetAddress(Encode.of(address)));
    }

    @Test
    void namesAreNeverLookedUp() {
        // Any of these would be a query, or a number in one of the forms that getByName guesses.
        assertRefused(
                NO_ADDRESS,
                ADDRESS,
                "localhost",
                "example.org",
                "a",
                "1",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001");
        assertRefused(
                NO_ADDRESS, ADDRESS, "0x7f.0.0.1", "0177.0.0.1", "127.0.0.01", "[::1]", "::1%lo", "fe80::1%1", "::1%0");
    }

    @Test
    void whatIsNoAddress() {
        assertRefused(
                NO_ADDRESS, ADDRESS, "", ".", "...", ":", ":::", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1.2.3.256");
        assertRefused(
                NO_ADDRESS,
                ADDRESS,
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "1.2.3.4\0",
                "1.2.3.4/8");
        assertRefused(
                NO_ADDRESS,
                ADDRESS,
                "1.2.3.\u0664",
                "\uff11.2.3.4",
                "::\uff11",
                "::g",
                "::12345",
                "1:2:3:4:5:6:7",
                "::1::");
        assertRefused(
                NO_ADDRESS,
                ADDRESS,
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                ":1::2",
                "1::2:",
                "1:2:3:4::5:6:7:8",
                "::1.2.3.4:5");
        assertRefused(
                NO_ADDRESS,
                ADDRESS,
                "1.2.3.4::",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::-1",
                "::+1",
                "::0x1",
                ":1",
                "1:");
        assertRefused("expected text in UTF-8", ADDRESS, new byte[] {'1', (byte) 0xff});
    }

    @Test
    void hostNamesAreNotWritten() throws UnknownHostException {
        assertEncodes("192.0.2.1", Encode.of(InetAddress.getByAddress("example.org", new byte[] {(byte) 192, 0, 2, 1
        })));
    }

    @Test
    void aZoneIsRefusedUnlessItIsTheDefaultOne() throws UnknownHostException {
        byte[] bytes = Decode.toInetAddress(utf8("fe80::1")).getAddress();
        assertEncodes("fe80:0:0:0:0:0:0:1", Encode.of(Inet6Address.getByAddress(null, bytes, 0)));
        ValueException e =
                assertThrows(ValueException.class, () -> Encode.of(Inet6Address.getByAddress(null, bytes, 7)));
        assertEquals("an address with a zone has no text that every host reads alike", e.getMessage());
    }

    @Test
    void uris() {
        Function<byte[], URI> decoder = Decode::toUri;
        for (String text : new String[] {
            "",
            "a",
            "../a",
            "//host",
            "http://[::1]:80/a?b#c",
            "urn:x:y",
            "file:///a%20b",
            "\u00e4",
            "?q",
            "#f",
            "mailto:a@b"
        }) {
            assertDecodes(URI.create(text), decoder, text);
            assertArrayEquals(utf8(text), Encode.of(URI.create(text)));
        }
        for (String text : new String[] {
            " ", "a b", "a\0", "%", "%zz", "http://[::1", ":", "a:", "\n", "\\", "http://h:port^", "{}"
        }) {
            ValueException e = assertThrows(ValueException.class, () -> Decode.toUri(utf8(text)), text);
            assertEquals("expected a URI", e.rule());
        }
    }

    @Test
    void aRelativeUriThatWouldReadBackWithASchemeHasNoText() {
        URI uri = URI.create("s:/a/").relativize(URI.create("s:/a/b:c"));
        assertNull(uri.getScheme());
        ValueException e = assertThrows(ValueException.class, () -> Encode.of(uri));
        assertEquals("the text of a URI must read back as an equal value", e.getMessage());
    }

    @Test
    void paths() {
        Function<byte[], Path> decoder = Decode::toPath;
        for (String text : new String[] {"", "/", "a", "/a/b", "../a", ".", " ", "a b", "a\nb", "~"}) {
            assertDecodes(Path.of(text), decoder, text);
            assertEquals(Path.of(text), Decode.toPath(Encode.of(Path.of(text))));
        }
        ValueException e = assertThrows(ValueException.class, () -> Decode.toPath(utf8("a\0b")));
        assertEquals("expected a path of the file system", e.rule());
    }

    @Test
    void aPathWhoseBytesAreNoCharactersHasNoText() {
        Path path = Path.of(URI.create("file:///%FF"));
        assertThrows(ValueException.class, () -> Encode.of(path));
    }

    @Test
    void aPathOfAnotherFileSystemHasNoText(@TempDir Path directory) throws IOException {
        Path archive = directory.resolve("a.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            ValueException e = assertThrows(ValueException.class, () -> Encode.of(zip.getPath("/a")));
            assertEquals("a path of another file system than the default one has no text", e.getMessage());
        }
    }

    @Test
    void uuids() {
        Function<byte[], UUID> decoder = Decode::toUuid;
        UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        assertDecodes(uuid, decoder, "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000");
        assertDecodes(new UUID(0, 0), decoder, "00000000-0000-0000-0000-000000000000");
        assertDecodes(new UUID(-1, -1), decoder, "ffffffff-ffff-ffff-ffff-ffffffffffff");
        String message = "expected a UUID such as 123e4567-e89b-12d3-a456-426614174000";
        // The first two are what UUID.fromString takes for a UUID.
        assertRefused(
                message,
                decoder,
                "1-2-3-4-5",
                "0123e4567-89b-12d3-a456-426614174000",
                "",
                "-",
                "----",
                "{" + uuid + "}");
        assertRefused(
                message,
                decoder,
                uuid + " ",
                " " + uuid,
                uuid + "\n",
                uuid.toString().replace("-", ""),
                "urn:uuid:" + uuid);
        assertRefused(
                message, decoder, "123e4567-e89b-12d3-a456-42661417400g", "123e4567-e89b-12d3-a456-42661417400\u0661");
        assertRefused(message, decoder, "123e4567-e89b-12d3-a456-42661417400", "123e4567_e89b-12d3-a456-426614174000");
        assertRefused(message, decoder, "+23e4567-e89b-12d3-a456-426614174000", "-23e4567-e89b-12d3-a456-426614174000");
        assertEncodes(uuid.toString(), Encode.of(uuid));
    }
}
