package org.example.arp;

/** An address of the internet protocol, version 4. Names of nodes have no dots: it is written {@code 10-0-0-7}. */
public record Ip(int bits) {
    /** Reads what {@link #toString} writes. */
    public static Ip parse(String text) {
        String[] parts = text.split("-", -1);
        int bits = 0;
        for (String part : parts) {
            int octet = Integer.parseInt(part);
            if (octet < 0 || octet > 255) {
                throw new IllegalArgumentException("an octet is between 0 and 255, not " + octet);
            }
            bits = bits << 8 | octet;
        }
        if (parts.length != 4) {
            throw new IllegalArgumentException("an address has four octets, not " + parts.length);
        }
        return new Ip(bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "-" + (bits >>> 16 & 255) + "-" + (bits >>> 8 & 255) + "-" + (bits & 255);
    }
}
