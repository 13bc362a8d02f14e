package dev.xylem.xenstore.twin;

import static dev.xylem.xenstore.wire.MessageType.*;

import dev.xylem.peers.Daemon;
import dev.xylem.peers.Peer;
import dev.xylem.xenstore.harness.OwnServer;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the servers, and its clients: two of domain 0 on the socket, and the domains 1 to {@link #DOMAINS} on rings. What
 * a step does has been done when it returns, for all clients.
 */
final class Side implements AutoCloseable {
    static final int PAGE = 4096;

    /** Clients on the socket; those after them are domains. */
    static final int SOCKETS = 2;

    static final int DOMAINS = 3;
    static final int CLIENTS = SOCKETS + DOMAINS;

    /** An id that no client here is ever given. */
    private static final int NEVER = 0x3FFF_FF00;

    private static final int PORT = 100;

    /** How many requests are answered while one that is not answered waits. */
    private static final int MANY = 1000;

    /** Where a page has the number of octets that were taken from it; the number that was put there follows. */
    private static final int TAKEN = 2048;

    /** How much of a daemon's output is shown. */
    private static final int PRINTED = 400;

    private final String name;
    private final Path socket;
    private final Path rings;
    private final @Nullable Daemon daemon;
    private final Runnable stop;
    private final @Nullable Line[] lines = new @Nullable Line[CLIENTS];

    /** For each client the ids of its slots; one that is not open keeps its last. */
    private final List<Map<Integer, Integer>> ids = new ArrayList<>();

    private final Supplier<List<String>> faults;

    private Side(
            String name,
            Path socket,
            Path rings,
            @Nullable Daemon daemon,
            Runnable stop,
            Supplier<List<String>> faults) {
        this.name = name;
        this.socket = socket;
        this.rings = rings;
        this.daemon = daemon;
        this.stop = stop;
        this.faults = faults;
        for (int i = 0; i < CLIENTS; i++) {
            ids.add(new HashMap<>());
        }
    }

    /** Our own. */
    static Side own(Path directory) throws IOException {
        Path rings = Files.createDirectories(directory.resolve("rings"));
        fifo(rings.resolve("evt"));
        Path socket = directory.resolve("socket");
        OwnServer server = new OwnServer(socket, rings);
        return new Side("xylem", socket, rings, null, server::close, () -> {
            List<String> wrong = new ArrayList<>(server.store().check());
            if (server.failures() > 0) {
                wrong.add(server.failures() + " failures");
            }
            return wrong;
        });
    }

    /** A real one. */
    static Side real(Peer peer, Path directory) throws IOException {
        Daemon daemon = Daemon.start(peer, directory, List.of(), List.of());
        Side side = new Side(peer.name(), daemon.socket(), daemon.rings(), daemon, daemon::close, List::of);
        // A dead server cannot close rings: whoever waits on one would do so until its patience ends.
        daemon.process().onExit().thenRun(side::abandon);
        return side;
    }

    private static void fifo(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Whether a domain's requests are taken from its ring: one that waits there has waited while many others were answered. */
    boolean isServed(int domain) throws IOException {
        line(client(domain)).send(GET_DOMAIN_PATH.number(), 0, "0|");
        for (int i = 0; i < MANY; i++) {
            ByteBuffer page = ByteBuffer.wrap(Files.readAllBytes(rings.resolve("ring-" + domain)))
                    .order(ByteOrder.nativeOrder());
            if (page.getInt(TAKEN) == page.getInt(TAKEN + Integer.BYTES)) {
                return true;
            }
            ask(0, GET_DOMAIN_PATH, "0|");
        }
        return false;
    }

    /** What the server printed, the end of it. */
    String output() {
        String all = daemon != null ? daemon.output() : "";
        return all.substring(Math.max(0, all.length() - PRINTED));
    }

    String name() {
        return name;
    }

    /** What is wrong inside, where that can be asked. */
    List<String> faults() {
        return faults.get();
    }

    boolean isAlive(int client) {
        return lines[client] != null;
    }

    private Line line(int client) {
        Line line = lines[client];
        if (line == null) {
            throw new IllegalStateException("client " + client + " of " + name + " is not there");
        }
        return line;
    }

    Answer ask(int client, MessageType type, String payload) {
        return ask(client, type.number(), 0, payload);
    }

    /** Asks in the transaction of a slot; slot 0 is none, one that is not open is a stale or unknown id. */
    Answer ask(int client, int type, int slot, String payload) {
        int id = slot == 0 ? 0 : ids.get(client).getOrDefault(slot, NEVER + slot);
        return line(client).ask(type, id, payload);
    }

    /** Asks for something without transaction on a socket; whether the reply comes only when something follows (D-8). */
    Answer askAndFollow(int client, MessageType type, String payload) throws IOException {
        Line line = line(client);
        int request = line.send(type.number(), 0, payload);
        for (int i = 0; i < MANY; i++) {
            ask(1 - client, GET_DOMAIN_PATH, "0|");
        }
        boolean late = !line.hasReceived();
        int next = line.send(GET_DOMAIN_PATH.number(), 0, "0|");
        Answer answer = line.await(request, type.number(), 0);
        line.await(next, GET_DOMAIN_PATH.number(), 0);
        return late ? new Answer(answer.type(), "late " + answer.text()) : answer;
    }

    /** The events that a client has received by now. */
    String heard(int client) {
        return String.join(" ", line(client).takeEvents());
    }

    Answer begin(int client, int slot) {
        Answer answer = ask(client, TRANSACTION_START, "|");
        if (answer.isSuccess()) {
            ids.get(client).put(slot, Integer.parseInt(answer.text().replace("|", "")));
            return new Answer(answer.type(), "an id");
        }
        return answer;
    }

    /** The events of each client since the last call: all that are due have come. */
    List<List<String>> events() throws IOException {
        int[] barriers = new int[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            if (isAlive(i)) {
                barriers[i] = line(i).send(GET_DOMAIN_PATH.number(), 0, "0|");
            }
        }
        List<List<String>> events = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            if (isAlive(i)) {
                Answer answer;
                try {
                    answer = line(i).await(barriers[i], GET_DOMAIN_PATH.number(), 0);
                } catch (IOException silent) {
                    throw new IOException(Steps.who(i) + " hears nothing of " + name, silent);
                }
                if (!answer.text().equals("/local/domain/0|")) {
                    throw new IOException("client " + i + " of " + name + " got " + answer);
                }
                events.add(line(i).takeEvents());
            } else {
                events.add(List.of());
            }
        }
        return events;
    }

    /** Ends a connection and begins another one of the same client on the socket. */
    void reconnect(int client) throws IOException {
        hangUp(client);
        lines[client] = Line.socket(socket);
    }

    private void hangUp(int client) throws IOException {
        Line line = lines[client];
        lines[client] = null;
        ids.get(client).clear();
        if (line != null) {
            line.close();
        }
    }

    private void abandon() {
        for (Line line : lines) {
            if (line != null) {
                line.hangUp();
            }
        }
    }

    /** The client that is a domain. */
    static int client(int domain) {
        return SOCKETS + domain - 1;
    }

    /** Introduces a domain, or one that is introduced again; builds it, if there is none. */
    Answer introduce(int domain) throws IOException {
        hangUp(client(domain));
        Path page = rings.resolve("ring-" + domain);
        if (!Files.exists(page)) {
            Files.write(page, new byte[PAGE]);
        }
        Path notify = rings.resolve("notify-" + (PORT + domain));
        if (!Files.exists(notify)) {
            fifo(notify);
        }
        Answer answer = ask(0, INTRODUCE, domain + "|1|" + (PORT + domain) + "|");
        if (answer.isSuccess()) {
            lines[client(domain)] = Line.ring(rings, domain, PORT + domain);
        }
        return answer;
    }

    /** Releases a domain, which then ends. */
    Answer release(int domain) throws IOException {
        Answer answer = ask(0, RELEASE, domain + "|");
        if (answer.isSuccess()) {
            hangUp(client(domain));
            Files.deleteIfExists(rings.resolve("ring-" + domain));
        }
        return answer;
    }

    /** A domain ends, and the server hears of it. */
    void die(int domain) throws IOException {
        hangUp(client(domain));
        Files.deleteIfExists(rings.resolve("ring-" + domain));
        try (RandomAccessFile events = new RandomAccessFile(rings.resolve("evt").toFile(), "rw")) {
            events.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.nativeOrder())
                    .putInt(Daemon.DOMAIN_EVENTS)
                    .array());
        }
        Answer answer;
        do {
            answer = ask(0, IS_DOMAIN_INTRODUCED, domain + "|");
        } while (answer.text().equals("T|"));
    }

    /** Everything as at the beginning: an empty tree but for the domains' homes, no watches, no transactions. */
    void reset(boolean domainsAnew) throws IOException {
        for (int i = 0; i < SOCKETS; i++) {
            reconnect(i);
        }
        // Who has a target ends before the target does (D-37).
        for (int domain = DOMAINS; domain >= 1; domain--) {
            if (domainsAnew && isAlive(client(domain))) {
                release(domain);
            }
        }
        for (int domain = 1; domain <= DOMAINS; domain++) {
            if (domainsAnew || !isAlive(client(domain))) {
                introduce(domain);
            } else {
                ask(client(domain), RESET_WATCHES, "|");
            }
        }
        ask(0, SET_PERMS, "/|n0|");
        for (String name : names("/")) {
            // D-34: oxenstored makes nodes of such names.
            ask(0, RM, (name.startsWith("@") ? name : "/" + name) + "|");
        }
        for (String node : List.of("@introduceDomain", "@releaseDomain")) {
            ask(0, SET_PERMS, node + "|n0|");
        }
        for (int domain = 1; domain <= DOMAINS; domain++) {
            ask(0, WRITE, "/local/domain/" + domain + "|");
            ask(0, SET_PERMS, "/local/domain/" + domain + "|n" + domain + "|");
        }
        for (String node : List.of("/local", "/local/domain")) {
            ask(0, SET_PERMS, node + "|n0|");
        }
        events();
    }

    private List<String> names(String path) {
        Answer answer = ask(0, DIRECTORY, path + "|");
        return answer.isSuccess() && !answer.text().isEmpty()
                ? Arrays.stream(answer.text().split("\\|"))
                        .filter(name -> !path.equals("/") || !name.equals("sys"))
                        .sorted()
                        .toList()
                : List.of();
    }

    /** Every node with its value and permissions, by path. */
    Map<String, String> tree() {
        Map<String, String> all = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(List.of("/"));
        while (!left.isEmpty()) {
            String path = left.remove(left.size() - 1);
            all.put(path, ask(0, READ, path + "|") + " " + ask(0, GET_PERMS, path + "|"));
            for (String child : names(path)) {
                left.add(path.equals("/") ? "/" + child : path + "/" + child);
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        for (int i : IntStream.range(0, CLIENTS).toArray()) {
            hangUp(i);
        }
        stop.run();
    }
}
