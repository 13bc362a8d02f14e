package dev.xylem.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiodTest {
    /** Tversion of 8192 octets and 9P2000.L; the reply is the same but for its type. */
    private static final byte[] VERSION = {
        21, 0, 0, 0, 100, -1, -1, 0, 32, 0, 0, 8, 0, '9', 'P', '2', '0', '0', '0', '.', 'L'
    };

    @TempDir
    Path directory;

    @Test
    void answers() throws IOException {
        Diod.missing().ifPresent(reason -> {
            if (System.getenv("CI") != null) {
                fail(reason);
            }
            abort(reason);
        });
        Path export = Files.createDirectory(directory.resolve("export"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessHandle process;
        try (Daemon daemon = Diod.start(directory, List.of(), export, port);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            process = daemon.process();
            socket.getOutputStream().write(VERSION);
            byte[] reply = VERSION.clone();
            reply[4]++;
            assertArrayEquals(reply, socket.getInputStream().readNBytes(reply.length));
        }
        assertFalse(process.isAlive());
    }
}
