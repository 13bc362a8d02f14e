package dev.xylem.tests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A TCP port of this machine that leads to a Unix-domain socket, for clients that have no other way to it. */
final class Relay implements AutoCloseable {
    private static final int OCTETS = 64 * 1024;

    private final ServerSocketChannel server;
    private final Path socket;

    Relay(Path socket) throws IOException {
        this.socket = socket;
        this.server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start("relay", this::accept);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SocketChannel target = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                start("relay to the server", () -> copy(client, target));
                start("relay to the client", () -> copy(target, client));
            }
        } catch (IOException closed) {
            // Nobody is served any more.
        }
    }

    /** Copies until one of both ends, and ends the other. */
    private static void copy(ByteChannel from, ByteChannel to) {
        try (from;
                to) {
            ByteBuffer octets = ByteBuffer.allocateDirect(OCTETS);
            while (from.read(octets) >= 0) {
                octets.flip();
                while (octets.hasRemaining()) {
                    to.write(octets);
                }
                octets.clear();
            }
        } catch (IOException ended) {
            // By the other direction, or by whoever is connected.
        }
    }
}
