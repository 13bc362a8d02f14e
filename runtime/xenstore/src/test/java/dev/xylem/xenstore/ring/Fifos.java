package dev.xylem.xenstore.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** FIFOs as another program uses them. */
final class Fifos {
    private Fifos() {}

    static Path make(Path path) throws IOException {
        Process mkfifo =
                new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
        try {
            assertEquals(0, mkfifo.waitFor());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return path;
    }

    /** Opened for both directions, so that nothing waits for the other side. */
    static RandomAccessFile open(Path path) throws IOException {
        return new RandomAccessFile(path.toFile(), "rw");
    }

    static byte[] octets(int... ports) {
        ByteBuffer octets = ByteBuffer.allocate(4 * ports.length).order(ByteOrder.nativeOrder());
        for (int port : ports) {
            octets.putInt(port);
        }
        return octets.array();
    }

    /** The next port number, waiting for it. */
    static int next(RandomAccessFile fifo) throws IOException {
        byte[] octets = new byte[4];
        fifo.readFully(octets);
        return ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).getInt();
    }
}
