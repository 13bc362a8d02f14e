package dev.xylem.xenstore.harness;

import static dev.xylem.xenstore.wire.MessageType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Quota;
import dev.xylem.store.Store;
import dev.xylem.store.StoreException;
import dev.xylem.unix.socket.EventLoop;
import dev.xylem.xenstore.client.XenstoreClient;
import dev.xylem.xenstore.client.XenstoreException;
import dev.xylem.xenstore.ring.RingConnections;
import dev.xylem.xenstore.ring.Talk;
import dev.xylem.xenstore.wire.MessageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server with domains on rings of files: {@link HostileGuests} in another process, which is nicer than this one, so that what
 * it takes of the machine's time is little; a domain that is rebooted by the toolstack all the time; and an innocent domain.
 */
final class GuestLoad implements AutoCloseable {
    /** What a domain's account may exceed its quota by: the reply and the transport's octets of its last request. */
    private static final long SLACK = 64 * 1024;

    private static final int INNOCENT = 99;
    private static final int REBOOTED = 98;
    private static final int PAGE = 4096;

    /** How many requests the innocent domain makes each time. */
    private static final int STEPS = 5;

    private final Path rings;
    private final OwnServer server;
    private final Process hostile;
    private final XenstoreClient toolstack;
    private final Talk innocent;
    private final Thread reboots = new Thread(this::reboot, "reboots");
    private volatile boolean ending;
    private volatile Throwable failure;
    private long requests;

    GuestLoad(Path directory, long seed) throws IOException, StoreException, XenstoreException {
        rings = Files.createDirectories(directory.resolve("rings"));
        fifo(rings.resolve("evt"));
        server = new OwnServer(directory.resolve("socket"), rings);
        server.node("/noise", "", "b0");
        server.node("/big", "v".repeat(1_900), "r0");
        toolstack = XenstoreClient.builder().path(directory.resolve("socket")).connect();
        List<Integer> domains = new ArrayList<>(List.of(INNOCENT, REBOOTED));
        for (int i = 0; i < HostileGuests.count(); i++) {
            domains.add(HostileGuests.FIRST + i);
        }
        for (int domain : domains) {
            fifo(rings.resolve("notify-" + HostileGuests.port(domain)));
            build(domain);
        }
        innocent = Talk.over(rings, INNOCENT, HostileGuests.port(INNOCENT), false);
        assertEquals("OK|", innocent.ask(WATCH.number(), "x|t|"));
        innocent.event();
        Path output = directory.resolve("hostile");
        hostile = new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        HostileGuests.class.getName(),
                        rings.toString(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        while (!Files.readString(output).contains(HostileGuests.BEGUN)) {
            assertTrue(hostile.isAlive(), () -> printed(output));
            innocent();
        }
        reboots.start();
    }

    private static String printed(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static String classPath() {
        return Stream.of(HostileGuests.class, RingConnections.class, Store.class, EventLoop.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
    }

    private static void fifo(Path path) throws IOException {
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", path.toString())
                            .inheritIO()
                            .start()
                            .waitFor());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private void build(int domain) throws IOException, XenstoreException {
        Files.write(rings.resolve("ring-" + domain), new byte[PAGE]);
        String home = "/local/domain/" + domain;
        toolstack.write(home, "");
        toolstack.request(MessageType.SET_PERMS, List.of(home, "n" + domain));
        toolstack.request(
                MessageType.INTRODUCE,
                List.of(Integer.toString(domain), "1", Integer.toString(HostileGuests.port(domain))));
    }

    /** Takes what it can get, and ends. */
    private void reboot() {
        try {
            while (!ending) {
                try (Talk guest = Talk.over(rings, REBOOTED, HostileGuests.port(REBOOTED), false)) {
                    for (int i = 0; i < 20; i++) {
                        guest.ask(WRITE.number(), "/noise/of-" + REBOOTED + "-" + i + "/x|" + "v".repeat(1_900));
                        guest.ask(WATCH.number(), "x|" + i + "|");
                    }
                    guest.ask(TRANSACTION_START.number(), "|");
                }
                toolstack.request(MessageType.RELEASE, List.of(Integer.toString(REBOOTED)));
                Files.delete(rings.resolve("ring-" + REBOOTED));
                build(REBOOTED);
            }
        } catch (IOException | RuntimeException failed) {
            failure = failed;
        }
    }

    /** What the innocent domain does, for a time: how long each of its requests took, in nanoseconds. */
    long[] run(long nanos) throws IOException {
        long[] waits = new long[1024];
        int count = 0;
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            if (count + STEPS > waits.length) {
                waits = Arrays.copyOf(waits, 2 * waits.length);
            }
            for (long wait : innocent()) {
                waits[count++] = wait;
            }
        }
        return Arrays.copyOf(waits, count);
    }

    /** Writes, reads, and writes in a transaction; what it watches is told. */
    private long[] innocent() throws IOException {
        String value = Long.toString(++requests);
        long[] times = new long[STEPS + 1];
        times[0] = System.nanoTime();
        assertEquals("OK|", innocent.ask(WRITE.number(), "x|" + value));
        times[1] = System.nanoTime();
        assertEquals(value, innocent.ask(READ.number(), "x|"));
        times[2] = System.nanoTime();
        String id = innocent.ask(TRANSACTION_START.number(), "|");
        times[3] = System.nanoTime();
        int transaction = Integer.parseInt(id.substring(0, id.length() - 1));
        assertEquals("OK|", innocent.ask(WRITE.number(), transaction, "y|" + value));
        times[4] = System.nanoTime();
        assertEquals("OK|", innocent.ask(TRANSACTION_END.number(), transaction, "T|"));
        times[5] = System.nanoTime();
        assertEquals("x|t|", innocent.event());
        long[] waits = new long[STEPS];
        for (int i = 0; i < STEPS; i++) {
            waits[i] = times[i + 1] - times[i];
        }
        return waits;
    }

    /** Requests answered so far. */
    long answered() throws XenstoreException {
        return Long.parseLong(toolstack.readText("/sys/server/requests"));
    }

    /** Nobody's account exceeds its quota; {@code check} finds nothing; nothing failed; everybody is at work. */
    void verify() {
        for (int i = 0; i < HostileGuests.count(); i++) {
            int domain = HostileGuests.FIRST + i;
            long memory = server.account(domain).memory();
            assertTrue(memory <= Quota.MEMORY.standard() + SLACK, "domain " + domain + " uses " + memory + " octets");
        }
        assertEquals(List.of(), server.store().check());
        assertEquals(0, server.failures());
        assertTrue(hostile.isAlive(), "the hostile guests go on");
        assertEquals(null, failure);
    }

    @Override
    public void close() throws IOException {
        ending = true;
        boolean interrupted = false;
        while (reboots.isAlive()) {
            try {
                reboots.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        hostile.destroyForcibly();
        innocent.close();
        toolstack.close();
        server.close();
    }
}
