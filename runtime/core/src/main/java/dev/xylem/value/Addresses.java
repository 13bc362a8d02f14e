package dev.xylem.value;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Internet addresses in digits (RFC 4291 §2.2 for IPv6; no zones, no names, no octal). */
final class Addresses {
    private static final String EXPECTED =
            "expected an IPv4 or IPv6 address in digits, such as 192.0.2.1 or 2001:db8::1";

    private Addresses() {}

    static InetAddress parse(String text) {
        try {
            // Not InetAddress.getByAddress: it turns ::ffff:192.0.2.1 into an IPv4 address, which reads back different.
            return text.indexOf(':') >= 0
                    ? Inet6Address.getByAddress(null, six(text), -1)
                    : InetAddress.getByAddress(four(text));
        } catch (UnknownHostException e) {
            throw new ValueException(EXPECTED);
        }
    }

    /** The digits of an address without its host name. Zone 0 is the default zone (RFC 4007 §6): the same as none. */
    static String format(InetAddress address) {
        if (address instanceof Inet6Address six && (six.getScopeId() != 0 || six.getScopedInterface() != null)) {
            throw new ValueException("an address with a zone has no text that every host reads alike");
        }
        String digits = address.getHostAddress();
        int zone = digits.indexOf('%');
        return zone < 0 ? digits : digits.substring(0, zone);
    }

    private static byte[] four(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new ValueException(EXPECTED);
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) octet(parts[i]);
        }
        return bytes;
    }

    private static int octet(String part) {
        boolean digits = !part.isEmpty()
                && part.length() <= 3
                && part.chars().allMatch(c -> c >= '0' && c <= '9')
                && (part.length() == 1 || part.charAt(0) != '0');
        int value = digits ? Integer.parseInt(part) : 256;
        if (value > 255) {
            throw new ValueException(EXPECTED);
        }
        return value;
    }

    private static byte[] six(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] bytes = groups(text, true);
            if (bytes.length != 16) {
                throw new ValueException(EXPECTED);
            }
            return bytes;
        }
        byte[] head = groups(text.substring(0, gap), false);
        byte[] tail = groups(text.substring(gap + 2), true);
        if (head.length + tail.length > 14) {
            throw new ValueException(EXPECTED);
        }
        byte[] bytes = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    /** Groups between colons; the last group of an address may be an IPv4 address. */
    private static byte[] groups(String text, boolean last) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        if (parts.length > 8) {
            throw new ValueException(EXPECTED);
        }
        byte[] bytes = new byte[18];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            if (last && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                System.arraycopy(four(parts[i]), 0, bytes, length, 4);
                length += 4;
            } else {
                int group = group(parts[i]);
                bytes[length++] = (byte) (group >> 8);
                bytes[length++] = (byte) group;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int group(String part) {
        boolean hex = !part.isEmpty()
                && part.length() <= 4
                && part.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
        if (!hex) {
            throw new ValueException(EXPECTED);
        }
        return Integer.parseInt(part, 16);
    }
}
