package dev.xylem.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class DaemonTest {
    private static final int HEADER = 16;
    private static final int INTRODUCE = 8;
    private static final int GET_DOMAIN_PATH = 10;
    private static final int IS_DOMAIN_INTRODUCED = 17;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Peer.class)
    void answers(Peer peer) throws IOException {
        Peers.require(peer);
        ProcessHandle process;
        try (Daemon daemon = Daemon.start(peer, directory, List.of(), List.of());
                SocketChannel channel = connect(daemon)) {
            process = daemon.process();
            assertEquals("/local/domain/7\0", ask(channel, GET_DOMAIN_PATH, "7\0"));
        }
        assertFalse(process.isAlive());
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void aDomainIsAFile(Peer peer) throws IOException {
        Peers.require(peer);
        try (Daemon daemon = Daemon.start(peer, directory, List.of(), List.of());
                SocketChannel channel = connect(daemon)) {
            assertEquals("F\0", ask(channel, IS_DOMAIN_INTRODUCED, "7\0"));
            Files.write(daemon.rings().resolve("ring-7"), new byte[4096]);
            assertEquals("OK\0", ask(channel, INTRODUCE, "7\0" + "1\0" + "9\0"));
            assertEquals("T\0", ask(channel, IS_DOMAIN_INTRODUCED, "7\0"));
        }
    }

    @Test
    void settingsReplaceThoseOfThePackage() throws IOException {
        Peers.require(Peer.OXENSTORED);
        try (Daemon daemon = Daemon.start(Peer.OXENSTORED, directory, List.of(), List.of("quota-maxwatch = 3"))) {
            List<String> lines = Files.readAllLines(directory.resolve("conf"));
            assertEquals(
                    List.of("quota-maxwatch = 3"),
                    lines.stream().filter(line -> line.contains("maxwatch ")).toList());
            assertTrue(daemon.process().isAlive());
        }
    }

    @Test
    void whatADaemonPrintedIsInTheMessage() {
        Peers.require(Peer.XENSTORED);
        IOException failure = assertThrows(
                IOException.class,
                () -> Daemon.start(Peer.XENSTORED, directory, List.of(), List.of("--quota", "nonsense=1")));
        assertTrue(failure.getMessage().contains("nonsense"), failure.getMessage());
    }

    private static SocketChannel connect(Daemon daemon) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(daemon.socket()));
        return channel;
    }

    private static String ask(SocketChannel channel, int type, String payload) throws IOException {
        byte[] octets = payload.getBytes(US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(HEADER + octets.length).order(ByteOrder.nativeOrder());
        request.putInt(type)
                .putInt(1)
                .putInt(0)
                .putInt(octets.length)
                .put(octets)
                .flip();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        ByteBuffer header = receive(channel, HEADER);
        assertEquals(1, header.getInt(4));
        return US_ASCII.decode(receive(channel, header.getInt(12))).toString();
    }

    private static ByteBuffer receive(SocketChannel channel, int octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(octets).order(ByteOrder.nativeOrder());
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        return buffer.flip();
    }
}
