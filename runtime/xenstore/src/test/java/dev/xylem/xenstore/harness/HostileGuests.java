package dev.xylem.xenstore.harness;

import static dev.xylem.xenstore.wire.MessageType.*;

import dev.xylem.xenstore.ring.FifoChannel;
import dev.xylem.xenstore.ring.GuestEnd;
import dev.xylem.xenstore.server.Conversation;
import dev.xylem.xenstore.wire.Message;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Eleven domains, each with one way to use up a server's memory or time, on the rings of a directory, each as fast as its thread
 * runs: a program of its own, {@code DIRECTORY SEED}, which goes on until it is killed. The domains are introduced already, and
 * each has the port {@link #port}. {@link GuestLoad} adds the one that is rebooted all the time.
 */
public final class HostileGuests {
    /** The first of the domains; the others follow. */
    static final int FIRST = 21;

    /** What is written when every domain has begun. */
    static final String BEGUN = "hostile guests: begun";

    private static final int PAGE = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BATCH = 16;
    private static final String BIG = "v".repeat(1_900);
    private static final String TOKEN = "t".repeat(500);

    private final Path rings;
    private final int domain;
    private final Random random;
    private final ByteBuffer received = Conversation.buffer(1 << 16);
    private GuestEnd end;

    private HostileGuests(Path rings, int domain, long seed) throws IOException {
        this.rings = rings;
        this.domain = domain;
        random = new Random(seed + domain);
        end = attach();
    }

    static int port(int domain) {
        return 1000 + domain;
    }

    private GuestEnd attach() throws IOException {
        Path file = rings.resolve("ring-" + domain);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            return GuestEnd.reattach(page, FifoChannel.open(rings, port(domain)), file.toString(), PATIENCE);
        }
    }

    /** One way to be hostile: a batch of it. */
    @FunctionalInterface
    private interface Vector {
        void batch(HostileGuests guest) throws IOException;
    }

    private static final List<Vector> VECTORS = List.of(
            HostileGuests::unreadReplies,
            HostileGuests::unreadEvents,
            HostileGuests::partialRequests,
            HostileGuests::noise,
            HostileGuests::watches,
            HostileGuests::transactions,
            HostileGuests::nodes,
            HostileGuests::violations,
            HostileGuests::permissions,
            HostileGuests::depth,
            HostileGuests::refusals);

    /** How many domains there are. */
    static int count() {
        return VECTORS.size();
    }

    /** Begins all of it. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < VECTORS.size(); i++) {
            Vector vector = VECTORS.get(i);
            HostileGuests guest = new HostileGuests(Path.of(arguments[0]), FIRST + i, Long.parseLong(arguments[1]));
            new Thread(() -> guest.run(vector), "domain " + guest.domain).start();
        }
        System.out.println(BEGUN);
    }

    private void run(Vector vector) {
        try {
            while (true) {
                vector.batch(this);
            }
        } catch (IOException | RuntimeException failed) {
            System.out.println("domain " + domain + ": " + failed);
        }
    }

    private static ByteBuffer request(MessageType type, int transaction, String payload) {
        return ByteBuffer.wrap(Conversation.message(type.number(), 1, transaction, Conversation.octets(payload)));
    }

    /** Sends all of it, and reads whatever comes meanwhile. */
    private void send(ByteBuffer octets) throws IOException {
        end.write(octets, 0);
        while (octets.hasRemaining()) {
            end.read(received.clear());
            end.write(octets, 0);
        }
    }

    private void send(MessageType type, int transaction, String payload) throws IOException {
        send(request(type, transaction, payload));
    }

    private void send(MessageType type, String payload) throws IOException {
        send(type, 0, payload);
    }

    /** Sends what fits and reads nothing; a message that was begun is gone on with later. */
    private void sendDeaf(ByteBuffer octets) throws IOException {
        do {
            end.write(octets, TimeUnit.MILLISECONDS.toNanos(50));
        } while (octets.hasRemaining());
    }

    private void unreadReplies() throws IOException {
        sendDeaf(request(READ, 0, "/big|"));
    }

    private void unreadEvents() throws IOException {
        for (int i = 0; i < 100; i++) {
            sendDeaf(request(WATCH, 0, "/noise|" + i + TOKEN + "|"));
        }
    }

    private void begin() throws IOException {
        end.close();
        end = attach();
    }

    private void partialRequests() throws IOException {
        ByteBuffer octets = Conversation.buffer(Message.HEADER + 200);
        octets.putInt(WRITE.number()).putInt(1).putInt(0).putInt(Message.MAX_PAYLOAD);
        send(octets.clear());
        begin();
    }

    private void noise() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            send(random.nextInt(4) == 0 ? RM : WRITE, "/noise/" + random.nextInt(50) + "|");
        }
    }

    private void watches() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            send(WATCH, "w" + random.nextInt(200) + "|" + TOKEN + "|");
        }
        if (random.nextInt(20) == 0) {
            send(RESET_WATCHES, "|");
        }
    }

    private void transactions() throws IOException {
        send(TRANSACTION_START, "|");
        for (int i = 0; i < BATCH; i++) {
            send(WRITE, 1 + random.nextInt(40), "t/" + random.nextInt(2_000) + "|" + BIG);
        }
        int roll = random.nextInt(30);
        if (roll == 0) {
            send(RESET_WATCHES, "|");
        } else if (roll < 4) {
            send(TRANSACTION_END, 1 + random.nextInt(40), roll == 1 ? "T|" : "F|");
        }
    }

    private void nodes() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            send(WRITE, "n" + random.nextInt(100) + "/" + random.nextInt(100) + "|" + BIG);
        }
        send(RM, "n" + random.nextInt(100) + "|");
    }

    private void violations() throws IOException {
        send(WATCH, "x|t|");
        send(TRANSACTION_START, "|");
        ByteBuffer header = Conversation.buffer(Message.HEADER);
        header.putInt(READ.number()).putInt(1).putInt(0).putInt(random.nextInt() | 1 << 20);
        send(header.flip());
        begin();
    }

    private void permissions() throws IOException {
        send(WRITE, "p|x");
        send(SET_PERMS, "p|n" + domain + "|r" + random.nextInt(32_000) + "|w" + random.nextInt(32_000) + "|b29|r28|");
        send(SET_PERMS, "p|n" + domain + "|" + "r1|".repeat(500));
    }

    private void depth() throws IOException {
        send(WRITE, "d" + "/d".repeat(random.nextInt(600)) + "|x");
        send(RM, "d|");
    }

    private void refusals() throws IOException {
        send(WRITE, "/local/domain/99/x|stolen");
        send(READ, "//|");
        send(DIRECTORY, "/|");
        send(RELEASE, "99|");
        byte[] junk = new byte[random.nextInt(64)];
        random.nextBytes(junk);
        send(ByteBuffer.wrap(Conversation.message(random.nextInt(), random.nextInt(), random.nextInt(), junk)));
    }
}
