package dev.xylem.unix.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that runs out of descriptors, in a process of its own. The limit of time only ends a run that hangs. */
@Timeout(120)
class FewDescriptorsTest {
    private static final int DESCRIPTORS = 100;

    @TempDir
    Path directory;

    /** The server: echoes octets until its standard input ends. */
    static final class Server {
        private Server() {}

        public static void main(String[] args) throws IOException {
            EventLoop loop = EventLoop.start("few", 1024, 1024);
            Listener.open(loop, SocketFile.bind(Path.of(args[0]), true), connection -> new Protocol() {
                @Override
                public Step advance(ByteBuffer input, ByteBuffer output) {
                    output.put(input);
                    return Step.READ;
                }

                @Override
                public void closed() {}
            });
            System.out.println("ready");
            while (System.in.read() >= 0) {}
            loop.close();
        }
    }

    /** Those who are connected are served meanwhile, and newcomers as soon as others have gone; the log tells why. */
    @Test
    void serverGoesOn() throws Exception {
        Path path = directory.resolve("socket");
        Process server = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + "; exec \"$0\" -cp \"$1\" \"$2\" \"$3\" 2>&1",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        classPath(EventLoop.class) + ":" + classPath(Server.class),
                        Server.class.getName(),
                        path.toString())
                .start();
        List<SocketChannel> crowd = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("ready", out.readLine());
            SocketChannel first = connect(path);
            echo(first);
            for (int i = 0; i < DESCRIPTORS; i++) {
                crowd.add(connect(path));
            }
            String line = out.readLine();
            while (line != null && !line.contains("ulimit")) {
                line = out.readLine();
            }
            assertTrue(line != null, "the server ended or said nothing");
            echo(first);
            for (SocketChannel channel : crowd) {
                channel.close();
            }
            echo(connect(path));
            server.getOutputStream().close();
            assertEquals(0, server.waitFor());
        } finally {
            server.destroyForcibly();
        }
    }

    private static String classPath(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static SocketChannel connect(Path path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static void echo(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        assertEquals(1, channel.read(ByteBuffer.allocate(1)));
    }
}
