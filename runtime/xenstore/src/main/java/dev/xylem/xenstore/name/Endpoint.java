package dev.xylem.xenstore.name;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Where a service is reached. As text {@code unix:/run/db.sock}, {@code tcp:host:port} or {@code vchan:domain:ring:channel}.
 * Immutable.
 */
public sealed interface Endpoint {
    /** The greatest number of a domain. */
    int MAX_DOMAIN = 0x7FEF;

    /**
     * A Unix-domain socket.
     *
     * @param path absolute, without line breaks
     */
    record Unix(String path) implements Endpoint {
        /** Checks the path. */
        public Unix {
            if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
                throw new IllegalArgumentException(
                        "a Unix-domain socket has an absolute path without blanks: unix:/run/db.sock");
            }
        }

        /** To connect to. */
        public SocketAddress address() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name, or an address; of IPv6 in brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements Endpoint {
        /** Checks both. */
        public Tcp {
            if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]") || port < 1 || port > 0xFFFF) {
                throw new IllegalArgumentException("a TCP port is written tcp:host:port or tcp:[address]:port");
            }
        }

        /** To connect to; nothing has been looked up. */
        public SocketAddress address() {
            return InetSocketAddress.createUnresolved(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
        }

        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }

    /**
     * A vchan: rings in memory that the domain of the server shares with one client. Source: {@code
     * xen/include/public/io/libxenvchan.h} of Xen.
     *
     * @param domain the other end: for a client the server, in an {@link Offer} the client; 0 to {@link #MAX_DOMAIN}
     * @param ringRef the grant of the page that describes the rings, from 0
     * @param eventChannel the port to be bound, from 0
     */
    record Vchan(int domain, int ringRef, int eventChannel) implements Endpoint {
        /** Checks the numbers. */
        public Vchan {
            if (domain < 0 || domain > MAX_DOMAIN || ringRef < 0 || eventChannel < 0) {
                throw new IllegalArgumentException(
                        "a vchan is written vchan:domain:ring:channel, the domain from 0 to " + MAX_DOMAIN);
            }
        }

        @Override
        public String toString() {
            return "vchan:" + domain + ":" + ringRef + ":" + eventChannel;
        }
    }

    /**
     * The endpoint that a text means.
     *
     * @throws IllegalArgumentException when it means none
     */
    static Endpoint parse(String text) {
        int colon = text.indexOf(':');
        String rest = text.substring(colon + 1);
        switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "unix" -> {
                return new Unix(rest);
            }
            case "tcp" -> {
                int last = rest.lastIndexOf(':');
                return new Tcp(rest.substring(0, Math.max(0, last)), number(rest.substring(last + 1)));
            }
            case "vchan" -> {
                String[] numbers = rest.split(":", -1);
                if (numbers.length == 3) {
                    return new Vchan(number(numbers[0]), number(numbers[1]), number(numbers[2]));
                }
            }
            default -> {}
        }
        throw new IllegalArgumentException(
                "an endpoint is written unix:/path, tcp:host:port or vchan:domain:ring:channel");
    }

    /** A decimal number without sign, or -1. */
    private static int number(String digits) {
        if (!digits.matches("[0-9]{1,10}")) {
            return -1;
        }
        long number = Long.parseLong(digits);
        return number > Integer.MAX_VALUE ? -1 : (int) number;
    }
}
