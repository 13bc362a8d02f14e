package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads class files for the sizes of their methods. */
final class MethodSizes {
    /** HotSpot leaves larger methods to the interpreter. */
    private static final int HUGE = 8000;

    private MethodSizes() {}

    /** Fails the test if a generated method, other than one that runs once for a class, is too large for HotSpot. */
    static void check(Map<String, byte[]> classes) {
        classes.forEach((name, bytes) -> {
            if (!name.equals("app.Driver") && !name.startsWith("app.Driver$")) {
                try {
                    check(name, new DataInputStream(new ByteArrayInputStream(bytes)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private static void check(String name, DataInputStream in) throws IOException {
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> in.skipNBytes(4);
            }
        }
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            in.skipNBytes(6);
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                in.skipNBytes(2);
                in.skipNBytes(in.readInt());
            }
        }
        for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
            in.skipNBytes(2);
            String method = texts[in.readUnsignedShort()];
            in.skipNBytes(2);
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                boolean code = "Code".equals(texts[in.readUnsignedShort()]);
                int length = in.readInt();
                if (code) {
                    in.skipNBytes(4);
                    int size = in.readInt();
                    assertTrue(size <= HUGE || "<clinit>".equals(method), name + "." + method + ": " + size + " bytes");
                    in.skipNBytes(length - 8L);
                } else {
                    in.skipNBytes(length);
                }
            }
        }
    }
}
