package dev.xylem.ninep;

import dev.xylem.ninep.server.Client;
import dev.xylem.ninep.server.Counters;
import dev.xylem.ninep.server.Limits;
import dev.xylem.ninep.server.NinepServer;
import dev.xylem.ninep.tree.Peer;
import dev.xylem.ninep.tree.Tree;
import dev.xylem.spi.Exporter;
import dev.xylem.unix.socket.Connection;
import dev.xylem.unix.socket.EventLoop;
import dev.xylem.unix.socket.Listener;
import dev.xylem.unix.socket.ListeningSocket;
import dev.xylem.unix.socket.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A server on its sockets, with its event loop: one thread for all connections. Thread-safe. */
public final class NinepService implements Exporter.Service {
    /** How many of the longest messages may wait to be sent to one connection. */
    private static final int MESSAGES_OUT = 4;

    private static final int MESSAGES_IN = 2;

    private final EventLoop loop;
    private final NinepServer server;
    private final List<Listener> listeners = new ArrayList<>();
    private final String address;

    private NinepService(EventLoop loop, NinepServer server, List<ListeningSocket> sockets) {
        this.loop = loop;
        this.server = server;
        this.address = sockets.stream().map(Address::dial).collect(Collectors.joining(","));
    }

    /**
     * Starts to serve a tree.
     *
     * @param tree called on the service's thread only
     * @param addresses where to listen; at least one
     * @param ownerOnly whether Unix-domain sockets are for the process's own user
     * @throws IOException when an address cannot be used; the message names it
     */
    public static NinepService open(Tree tree, List<Address> addresses, boolean ownerOnly, Limits limits)
            throws IOException {
        List<ListeningSocket> sockets = new ArrayList<>();
        try {
            for (Address one : addresses) {
                sockets.add(one.bind(ownerOnly));
            }
            EventLoop loop =
                    EventLoop.start("xylem-ninep", MESSAGES_IN * limits.message(), MESSAGES_OUT * limits.message());
            NinepService service = new NinepService(loop, new NinepServer(tree, limits), sockets);
            try {
                for (int i = 0; i < sockets.size(); i++) {
                    boolean local = addresses.get(i).local();
                    service.listeners.add(Listener.open(
                            loop,
                            sockets.get(i),
                            connection -> new Conversation(service.server, peer(connection, local), connection)));
                }
                return service;
            } catch (IOException | RuntimeException failed) {
                loop.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            sockets.forEach(ListeningSocket::close);
            throw failed;
        }
    }

    private static Peer peer(Connection connection, boolean local) {
        return local ? new Peer(connection.peerUid().orElse(Peer.UNKNOWN), true) : Peer.REMOTE;
    }

    /** What clients dial: the addresses, separated by commas. */
    @Override
    public String address() {
        return address;
    }

    /** What has been done so far. */
    public Counters counters() {
        return server.counters();
    }

    /** Connections that are open now. */
    public int connections() {
        return loop.connections();
    }

    /** Connections that ended because of a fault of this program; none, it is hoped. */
    public long failures() {
        return loop.failures();
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
        loop.close();
    }

    /** A client whose octets come from a socket. */
    private static final class Conversation implements Protocol {
        private final Client client;

        Conversation(NinepServer server, Peer peer, Connection connection) {
            client = server.connect(peer, connection::wake);
        }

        @Override
        public Step advance(ByteBuffer input, ByteBuffer output) {
            return switch (client.advance(input, output)) {
                case RECEIVE -> Step.READ;
                case SEND -> Step.SEND;
                case PAUSE -> Step.PAUSE;
                case DISCONNECT -> Step.CLOSE;
            };
        }

        @Override
        public void closed() {
            client.close();
        }
    }
}
