package dev.xylem.xenstore.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private final Message message = new Message();
    private final Arguments arguments = new Arguments();

    private static ByteBuffer octets(int... words) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8192).order(ByteOrder.nativeOrder());
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer;
    }

    private Message filled(String payload) {
        byte[] bytes = payload.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                Message.Found.WHOLE,
                message.take(octets(2, 0, 0, bytes.length).put(bytes).flip()));
        return message;
    }

    /** W-1. */
    @Test
    void headerIsFourWordsInHostOrder() {
        ByteBuffer input = octets(2, 0xFFFF_FFFF, 7, 3).put(new byte[] {'/', 'a', 0});
        assertEquals(Message.Found.WHOLE, message.take(input.flip()));
        assertEquals(2, message.type());
        assertEquals(0xFFFF_FFFF, message.requestId());
        assertEquals(7, message.transactionId());
        assertArrayEquals(new byte[] {'/', 'a', 0}, Arrays.copyOf(message.payload(), message.length()));
        assertFalse(input.hasRemaining());
    }

    @Test
    void nothingIsConsumedBeforeAMessageIsWhole() {
        ByteBuffer whole = octets(2, 1, 0, 3).put(new byte[] {'/', 'a', 0}).flip();
        for (int length = 0; length < whole.limit(); length++) {
            ByteBuffer part = whole.duplicate().order(ByteOrder.nativeOrder()).limit(length);
            assertEquals(Message.Found.PART, message.take(part));
            assertEquals(0, part.position());
        }
    }

    /** W-2, W-3: the length is refused as soon as the header is there, however it would look with a sign. */
    @ParameterizedTest
    @ValueSource(ints = {4097, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -4096})
    void overLongIsRefusedAtTheHeader(int length) {
        assertEquals(
                Message.Found.TOO_LONG, message.take(octets(2, 1, 0, length).flip()));
    }

    @Test
    void longestPayloadPasses() {
        assertEquals(
                Message.Found.WHOLE,
                message.take(octets(2, 1, 0, 4096).put(new byte[4096]).flip()));
        assertEquals(4096, message.length());
    }

    @ParameterizedTest
    @CsvSource({
        "'|',1,true",
        "'a|',1,true",
        "'a|b|',2,true",
        "'||',2,true",
        "'a',0,false",
        "'a|b',1,false",
        "'',0,false"
    })
    void stringsEndWithNul(String payload, int count, boolean whole) {
        assertEquals(whole, arguments.splitStrings(filled(payload)));
        assertEquals(count, arguments.count());
    }

    @Test
    void stringsAreTakenOctetByOctet() {
        assertTrue(arguments.splitStrings(filled("ab||\u00ff|")));
        assertEquals("ab", arguments.text(0));
        assertTrue(arguments.isEmpty(1));
        assertArrayEquals(new byte[] {(byte) 0xFF}, arguments.octets(2));
    }

    @Test
    void moreStringsThanAnyRequestHasAreRefused() {
        assertFalse(arguments.splitStrings(filled("|".repeat(4096))));
        assertTrue(arguments.splitStrings(filled("|".repeat(2048))));
    }

    @Test
    void onlyTheFirstNulOfAWriteSeparates() {
        assertTrue(arguments.splitFirst(filled("/a|x|y")));
        assertEquals("/a", arguments.text(0));
        assertArrayEquals(new byte[] {'x', 0, 'y'}, arguments.rest());
        assertTrue(arguments.splitFirst(filled("/a|")));
        assertEquals(0, arguments.rest().length);
        assertFalse(arguments.splitFirst(filled("/a")));
    }

    /** W-8. */
    @Test
    void replyThatGrowsTooLongIsTakenBack() {
        ByteBuffer output = octets();
        MessageWriter writer = new MessageWriter(output);
        writer.begin(MessageType.READ, 1, 0);
        writer.octets(new byte[4096]);
        assertTrue(writer.end());
        output.clear();
        writer.begin(MessageType.READ, 1, 0);
        writer.octets(new byte[4000]);
        writer.octets(new byte[97]);
        writer.nul();
        assertFalse(writer.end());
        assertEquals(0, output.position());
    }

    @Test
    void eventThatIsTooLongIsNotWritten() {
        ByteBuffer output = octets();
        MessageWriter writer = new MessageWriter(output);
        assertFalse(writer.event("/a", new byte[4093]));
        assertEquals(0, output.position());
        assertTrue(writer.event("/a", new byte[4092]));
    }

    @Test
    void numbersOfTypes() {
        assertEquals(MessageType.WATCH_EVENT, MessageType.of(15));
        assertEquals(MessageType.SET_QUOTA, MessageType.of(26));
        assertNull(MessageType.of(20));
        assertNull(MessageType.of(27));
        assertNull(MessageType.of(-1));
        assertNull(MessageType.of(65535));
    }
}
