package dev.xylem.xenstore.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints and offers as text. */
class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:/run/db.sock",
                "tcp:db.example.org:5432",
                "tcp:[::1]:1",
                "vchan:0:0:0",
                "vchan:32751:1:65535"
            })
    void textsComeBack(String text) {
        assertEquals(text, Endpoint.parse(text).toString());
        assertEquals(Endpoint.parse(text), Endpoint.parse(text));
        assertEquals(text, Offer.parse(text).toString());
    }

    @Test
    void addresses() {
        assertEquals(UnixDomainSocketAddress.of("/run/db"), new Endpoint.Unix("/run/db").address());
        assertEquals(
                InetSocketAddress.createUnresolved("::1", 80),
                ((Endpoint.Tcp) Endpoint.parse("tcp:[::1]:80")).address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/run/db",
                "unix:",
                "unix:run/db",
                "unix:/run/a b",
                "tcp:host",
                "tcp::1",
                "tcp:host:0",
                "tcp:host:65536",
                "tcp:ho st:1",
                "tcp:::1:1",
                "udp:host:1",
                "vchan:1:2",
                "vchan:1:2:3:4",
                "vchan:32752:1:1",
                "vchan:1:-1:1",
                "vchan:1:x:1",
                "vchan:1:99999999999:1",
                "vchan:1:2147483648:1"
            })
    void whatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    }

    @Test
    void offers() {
        assertEquals("", Offer.none().toString());
        assertEquals(Offer.none(), Offer.parse(""));
        assertEquals(
                "vchan:1:2:3 vchan:2:2:3",
                Offer.parse("vchan:1:2:3  vchan:2:2:3").toString());
        assertThrows(IllegalArgumentException.class, () -> Offer.parse("vchan:1:2:3 vchan:1:4:5"));
        assertThrows(IllegalArgumentException.class, () -> Offer.parse("unix:/a unix:/b"));
        assertThrows(IllegalArgumentException.class, () -> Offer.parse("unix:/a vchan:1:4:5"));
        assertThrows(IllegalArgumentException.class, () -> Names.directory("a/b"));
    }
}
