package dev.xylem.xenstore;

import dev.xylem.store.Access;
import dev.xylem.unix.socket.Connection;
import dev.xylem.unix.socket.Protocol;
import dev.xylem.xenstore.server.Client;
import dev.xylem.xenstore.server.XenstoreServer;
import java.nio.ByteBuffer;

/** A client whose octets come from a socket. What the socket keeps of them counts as its memory. */
final class SocketProtocol implements Protocol {
    private final Client client;
    private final Runnable wake;

    /** @param wake the connection's */
    SocketProtocol(Client client, Runnable wake) {
        this.client = client;
        this.wake = wake;
    }

    /** The client that the peer of a connection is. */
    static SocketProtocol of(XenstoreServer server, Access access, Connection connection) {
        long user = connection.peerUid().orElse(Access.UNKNOWN_USER);
        return new SocketProtocol(server.connect(access.peer(user), connection::wake), connection::wake);
    }

    @Override
    public Step advance(ByteBuffer input, ByteBuffer output) {
        return switch (client.advance(input, output)) {
            case RECEIVE -> Step.READ;
            case SEND -> Step.SEND;
            case YIELD -> {
                // Behind all that is ready now.
                wake.run();
                yield Step.PAUSE;
            }
            case PAUSE -> Step.PAUSE;
            case DISCONNECT -> Step.CLOSE;
        };
    }

    @Override
    public void keeps(int octets) {
        client.keeps(octets);
    }

    @Override
    public void closed() {
        client.close();
    }
}
