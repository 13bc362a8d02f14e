package dev.xylem.ninep.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Octets of messages, compared with those of the specification. */
class WireTest {
    private static ByteBuffer write(Consumer<Output> body) {
        ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        Output out = new Output();
        out.into(buffer);
        body.accept(out);
        return buffer.flip();
    }

    private static String hex(ByteBuffer octets) {
        return HexFormat.of().formatHex(octets.array(), 0, octets.limit());
    }

    private static Input read(ByteBuffer octets) {
        Input input = new Input();
        input.read(octets, 0, octets.limit());
        return input;
    }

    @Test
    void messagesAreLaidOutAsTheManualSays() {
        assertEquals(
                "13000000" + "64" + "ffff" + "00200000" + "0600" + "395032303030",
                hex(write(out -> out.begin(100, 0xFFFF).u32(8192).text("9P2000").end())));
        assertEquals(
                "14000000" + "69" + "0100" + "80" + "02000000" + "0807060504030201",
                hex(write(out -> out.begin(105, 1)
                        .qid(new Qid(0x80, 2, 0x0102030405060708L))
                        .end())));
        assertEquals(
                "0b000000" + "07" + "0200" + "16000000",
                hex(write(out -> out.error(Dialect.LINUX, 2, Errno.EINVAL, "never seen"))));
        assertEquals(
                "0b000000" + "6b" + "0200" + "0200" + "6e6f",
                hex(write(out -> out.error(Dialect.PLAIN, 2, Errno.EINVAL, "no"))));
        assertEquals(
                "0f000000" + "6b" + "0200" + "0200" + "6e6f" + "16000000",
                hex(write(out -> out.error(Dialect.UNIX, 2, Errno.EINVAL, "no"))));
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "UNIX"})
    void statRecordsComeBackAsTheyWent(Dialect dialect) {
        Stat stat = dialect == Dialect.UNIX
                ? new Stat(1, 2, new Qid(3, 4, 5), 6, 7, 8, 9, "n\u00e4me", "u", "g", "m", "x", 10, 11, 12)
                : new Stat(1, 2, new Qid(3, 4, 5), 6, 7, 8, 9, "n\u00e4me", "u", "g", "m", "", -1, -1, -1);
        ByteBuffer octets = write(out -> out.stat(stat, dialect));
        assertEquals(stat.octets(dialect) + 2, octets.limit());
        assertEquals(stat.octets(dialect), octets.getShort(0));
        assertEquals(stat.octets(dialect) - 2, octets.getShort(2));
        Input input = read(octets);
        assertEquals(stat, input.stat(dialect));
        assertTrue(input.complete() && input.legible());
    }

    @Test
    void aStatRecordWhoseLengthsLieIsNotComplete() {
        Stat stat = new Stat(1, 2, new Qid(3, 4, 5), 6, 7, 8, 9, "name", "u", "g", "m", "", -1, -1, -1);
        for (int lie = 0; lie < 4; lie += 2) {
            ByteBuffer octets = write(out -> out.stat(stat, Dialect.PLAIN));
            octets.putShort(lie, (short) (octets.getShort(lie) + 1));
            Input input = read(octets);
            input.stat(Dialect.PLAIN);
            assertFalse(input.complete());
        }
    }

    @Test
    void readingPastTheEndYieldsNothingAndIsTold() {
        Input input = read(write(out -> out.u8(1).u8(2)));
        assertEquals(0, input.u32());
        assertEquals(0, input.u8());
        assertEquals(0, input.u64());
        assertEquals("", input.text());
        assertEquals(0, input.names().length);
        assertEquals(0, input.data().remaining());
        assertEquals(new Qid(0, 0, 0), input.qid());
        assertFalse(input.complete());
    }

    @Test
    void textsAreUtf8WithoutNul() {
        for (String text : new String[] {"", "a", "\u00e4\u20ac\ud83d\ude00", "x".repeat(60_000 / 60)}) {
            Input input = read(write(out -> out.text(text)));
            assertEquals(text, input.text());
            assertTrue(input.complete() && input.legible());
        }
        for (byte[] broken : new byte[][] {
            {0},
            {'a', 0},
            {(byte) 0x80},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF8, 0, 0, 0}
        }) {
            ByteBuffer octets = write(out -> {
                out.u16(broken.length);
                out.buffer().put(broken);
            });
            Input input = read(octets);
            assertEquals("", input.text());
            assertTrue(input.complete());
            assertFalse(input.legible());
        }
    }

    @Test
    void errorsAreCutAtACharacter() {
        ByteBuffer octets = write(out -> out.error(Dialect.PLAIN, 1, Errno.EIO, "\u20ac".repeat(1000)));
        Input input = new Input();
        input.read(octets, Message.HEADER, octets.limit());
        String text = input.text();
        assertTrue(input.complete() && input.legible());
        assertEquals("\u20ac".repeat(79) + "...", text);
        assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 240);
    }

    @Test
    void everyMessageHasItsNumberAndItsDialects() {
        assertEquals(32, Message.values().length);
        assertEquals(
                13,
                Arrays.stream(Message.values())
                        .filter(message -> message.in(Dialect.PLAIN))
                        .count());
        assertEquals(
                13,
                Arrays.stream(Message.values())
                        .filter(message -> message.in(Dialect.UNIX))
                        .count());
        assertEquals(
                28,
                Arrays.stream(Message.values())
                        .filter(message -> message.in(Dialect.LINUX))
                        .count());
        for (Message message : Message.values()) {
            assertEquals(0, message.request() & 1);
            assertEquals(message.request() + 1, message.reply());
            assertEquals(message, Message.ofRequest(message.request()));
        }
        assertNull(Message.ofRequest(106));
        assertNull(Message.ofRequest(6));
    }

    @Test
    void versionsAreToldByTheirBeginning() {
        assertEquals(Dialect.LINUX, Dialect.negotiate("9P2000.L"));
        assertEquals(Dialect.UNIX, Dialect.negotiate("9P2000.u"));
        assertEquals(Dialect.PLAIN, Dialect.negotiate("9P2000"));
        assertEquals(Dialect.PLAIN, Dialect.negotiate("9P2000.xyz"));
        for (String other : new String[] {"", "9P", "9P2000x", "9p2000", "9P2001", "unknown", "9P20000.L"}) {
            assertNull(Dialect.negotiate(other), other);
        }
    }
}
