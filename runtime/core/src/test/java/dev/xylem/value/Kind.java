package dev.xylem.value;

import dev.xylem.ByteSize;
import dev.xylem.Codec;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * A type of values as a program uses it.
 *
 * @param name what failures call it
 * @param decode from the bytes of a node
 * @param encode to the bytes of a node
 * @param random a value from a seeded source, the corners of its range often among them
 */
record Kind<T>(String name, Function<byte[], T> decode, Function<T, byte[]> encode, Function<Random, T> random) {
    static final DayOfWeek[] DAYS = DayOfWeek.values();
    private static final int[] CORNERS = {0, 1, 9, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff};

    /** A type of a user's own, with a static method {@code parse} and a {@code toString} that it reads. */
    record Version(int major, int minor) {
        static Version parse(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("a version is MAJOR.MINOR, not " + text);
            }
            return new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /** A codec of a user's own: colours in hexadecimal. */
    static final class Colour implements Codec<Integer> {
        @Override
        public Integer decode(String text) {
            if (!text.matches("#[0-9a-f]{6}")) {
                throw new IllegalArgumentException("a colour is # and six hexadecimal digits");
            }
            return Integer.parseInt(text.substring(1), 16);
        }

        @Override
        public String encode(Integer value) {
            return String.format(Locale.ROOT, "#%06x", value);
        }
    }

    static List<Kind<?>> all() {
        return List.of(
                new Kind<>("long", Decode::toLong, Encode::of, Kind::anyLong),
                new Kind<>("int", Decode::toInt, Encode::of, r -> (int) anyLong(r)),
                new Kind<>("short", Decode::toShort, (Short v) -> Encode.of(v), r -> (short) anyLong(r)),
                new Kind<>("byte", Decode::toByte, (Byte v) -> Encode.of(v), r -> (byte) anyLong(r)),
                new Kind<>("float", Decode::toFloat, Encode::of, Kind::anyFloat),
                new Kind<>("double", Decode::toDouble, Encode::of, Kind::anyDouble),
                new Kind<>("boolean", Decode::toBoolean, Encode::of, Random::nextBoolean),
                new Kind<>("char", Decode::toChar, Encode::of, r -> (char) anyCodePoint(r, 0xffff)),
                new Kind<>("String", Decode::toText, Encode::of, Kind::anyText),
                new Kind<>("byte[]", Decode::toBytes, Encode::of, Kind::anyBytes),
                new Kind<>("enum", bytes -> Decode.toEnum(bytes, DAYS), Encode::of, r -> DAYS[r.nextInt(DAYS.length)]),
                new Kind<>("Duration", Decode::toDuration, Encode::of, Kind::anyDuration),
                new Kind<>("ByteSize", Decode::toByteSize, Encode::of, Kind::anyByteSize),
                new Kind<>("URI", Decode::toUri, Encode::of, Kind::anyUri),
                new Kind<>("Path", Decode::toPath, Encode::of, Kind::anyPath),
                new Kind<>("InetAddress", Decode::toInetAddress, Encode::of, Kind::anyAddress),
                new Kind<>("UUID", Decode::toUuid, Encode::of, r -> new UUID(anyLong(r), anyLong(r))),
                new Kind<>(
                        "Version",
                        bytes -> Decode.parsed(bytes, "Version", Version::parse),
                        value -> Encode.printed(value, "Version", Version::parse),
                        r -> new Version((int) anyLong(r), (int) anyLong(r))),
                new Kind<>(
                        "colour",
                        bytes -> Decode.coded(bytes, "colour", new Colour()),
                        value -> Encode.coded(value, "colour", new Colour()),
                        r -> r.nextInt(1 << 24)));
    }

    @Override
    public String toString() {
        return name;
    }

    static byte[] anyBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Every size of number alike, and what lies beside powers of two. */
    private static long anyLong(Random random) {
        long value = random.nextLong() >> random.nextInt(64);
        return random.nextInt(4) == 0 ? (1L << random.nextInt(64)) - random.nextInt(3) + 1 : value;
    }

    private static float anyFloat(Random random) {
        return random.nextBoolean() ? Float.intBitsToFloat(random.nextInt()) : anyLong(random) / 8f;
    }

    private static double anyDouble(Random random) {
        return random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : anyLong(random) / 8d;
    }

    /** A character that is no half of a surrogate pair. */
    private static int anyCodePoint(Random random, int most) {
        while (true) {
            int point = random.nextBoolean() ? CORNERS[random.nextInt(CORNERS.length)] : random.nextInt(most + 1);
            if (point > 0xffff || !Character.isSurrogate((char) point)) {
                return point;
            }
        }
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.appendCodePoint(anyCodePoint(random, Character.MAX_CODE_POINT));
        }
        return text.toString();
    }

    private static Duration anyDuration(Random random) {
        long nanos = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
        return switch (random.nextInt(8)) {
            case 0 -> Duration.ofSeconds(Long.MAX_VALUE, 999_999_999 - random.nextInt(2));
            case 1 -> Duration.ofSeconds(Long.MIN_VALUE, random.nextInt(2));
            case 2 -> Duration.ofSeconds(random.nextInt(3) - 1, nanos);
            default -> Duration.ofSeconds(anyLong(random), nanos);
        };
    }

    private static ByteSize anyByteSize(Random random) {
        return new ByteSize(anyLong(random) & Long.MAX_VALUE);
    }

    /** Put together from parts, resolved or made relative, as programs do. */
    private static URI anyUri(Random random) {
        while (true) {
            try {
                String path = "/" + anyText(random).replace("//", "/");
                URI uri = random.nextBoolean()
                        ? new URI("s" + random.nextInt(9), "host", path, random.nextBoolean() ? anyText(random) : null)
                        : new URI(null, random.nextBoolean() ? "relative" : path, anyText(random));
                return random.nextInt(4) == 0 ? URI.create("s1://host/").resolve(uri) : uri;
            } catch (URISyntaxException e) {
                // such parts make no URI: try others
            }
        }
    }

    private static Path anyPath(Random random) {
        while (true) {
            try {
                Path path = Path.of((random.nextBoolean() ? "/" : "") + anyText(random), anyText(random));
                return random.nextInt(4) == 0 ? path.normalize() : path;
            } catch (InvalidPathException e) {
                // a NUL, or a character that this host's file names cannot have: try others
            }
        }
    }

    private static InetAddress anyAddress(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) (random.nextInt(3) == 0 ? 0 : 0xff);
        }
        if (bytes.length == 16 && random.nextInt(3) == 0) {
            System.arraycopy(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, bytes, 0, 12);
        }
        try {
            // With getByAddress alone an IPv4-mapped address would silently become an IPv4 address.
            return bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
