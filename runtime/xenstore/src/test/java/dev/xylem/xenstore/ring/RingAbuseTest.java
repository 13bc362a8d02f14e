package dev.xylem.xenstore.ring;

import static dev.xylem.xenstore.ring.Memory.CONNECTION;
import static dev.xylem.xenstore.ring.Memory.ERROR;
import static dev.xylem.xenstore.ring.Memory.REQ_CONS;
import static dev.xylem.xenstore.ring.Memory.REQ_PROD;
import static dev.xylem.xenstore.ring.Memory.RSP_CONS;
import static dev.xylem.xenstore.ring.Memory.RSP_PROD;
import static dev.xylem.xenstore.wire.MessageType.READ;
import static dev.xylem.xenstore.wire.MessageType.TRANSACTION_END;
import static dev.xylem.xenstore.wire.MessageType.WATCH;
import static dev.xylem.xenstore.wire.MessageType.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.store.Path;
import dev.xylem.store.Session;
import dev.xylem.xenstore.domain.Hypervisor.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Domains that break their rings, and those beside them. */
class RingAbuseTest {
    private static final long SEED = Long.getLong("xylem.ring.seed", 325);

    private final SimulatedMachine machine = new SimulatedMachine();
    private final List<String> events = new ArrayList<>();
    private Session dom0;
    private RingGuest guest;
    private RingGuest innocent;

    @BeforeEach
    void start() throws Exception {
        guest = machine.start(7);
        innocent = machine.start(8);
        dom0 = machine.store()
                .session(
                        machine.store().access().peer(0),
                        (path, token) -> events.add(path + " " + new String(token, StandardCharsets.UTF_8)));
        dom0.watch(Path.of("@releaseDomain"), "@releaseDomain", new byte[] {'r'}, -1);
        events.clear();
    }

    @AfterEach
    void othersAreServed() {
        assertEquals("OK|", innocent.text(WRITE, "a|1"));
        assertEquals("1", innocent.text(READ, "a|"));
        innocent.memory().assertNothingOutsideWasTouched("seed " + SEED);
        guest.memory().assertNothingOutsideWasTouched("seed " + SEED);
        dom0.close();
        machine.close();
    }

    private void tooLong(int length) {
        ByteBuffer header =
                ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(12, length);
        guest.put(header);
        machine.run();
    }

    private void badIndex() {
        guest.memory().word(REQ_PROD, guest.memory().word(REQ_CONS) + 1025);
        guest.signal();
        machine.run();
    }

    private int error() {
        return guest.memory().word(ERROR);
    }

    /** R-9, XSA-325, scenario 21: why is told, nothing more is read or written, the domain stays registered. */
    @Test
    void xsa325DomainThatBreaksItsRingStaysRegistered() throws Exception {
        int transaction = guest.begin();
        assertEquals("OK|", guest.text(WATCH, "a|t|"));
        guest.events();
        guest.domain().signals();
        tooLong(5000);
        assertEquals(3, error());
        assertTrue(guest.domain().signals() > 0);
        int consumed = guest.memory().word(REQ_CONS);
        int produced = guest.memory().word(RSP_PROD);
        guest.put(RingGuest.message(WRITE.number(), 1, 0, "a|1"));
        machine.write("/local/domain/7/a", "2");
        machine.rescan();
        assertEquals(consumed, guest.memory().word(REQ_CONS), "nothing is read");
        assertEquals(produced, guest.memory().word(RSP_PROD), "nothing is written");
        assertEquals("2", machine.read("/local/domain/7/a"));
        assertTrue(machine.domains().isIntroduced(7));
        assertEquals(List.of(), events, "no release event");
        badIndex();
        assertEquals(2, error(), "what was found last");
        assertEquals(List.of(), events);

        assertTrue(guest.reconnect());
        assertEquals(0, error());
        assertEquals(List.of(), guest.receiveAll());
        assertEquals("ENOENT", guest.text(TRANSACTION_END, transaction, "T|"));
        assertEquals("2", guest.text(READ, "a|"));
        machine.write("/local/domain/7/a", "3");
        assertEquals(List.of(), guest.events(), "the old watch is gone");
    }

    /** XSA-325: the release event comes when the domain really stops, and when it is gone, broken or not. */
    @Test
    void xsa325ReleaseEventsComeWhenTheDomainEnds() {
        badIndex();
        assertEquals(2, error());
        machine.hypervisor().set(7, State.STOPPED);
        machine.run();
        assertEquals(List.of("@releaseDomain r"), List.copyOf(events));
        events.clear();
        machine.hypervisor().set(7, State.GONE);
        machine.run();
        assertEquals(List.of("@releaseDomain r"), List.copyOf(events));
        assertEquals(false, machine.domains().isIntroduced(7));
    }

    /** R-3 for either stream: also responses that were never sent. */
    @Test
    void indexesOfResponses() {
        guest.memory().word(RSP_CONS, guest.memory().word(RSP_PROD) + 1);
        guest.put(RingGuest.message(READ.number(), 1, 0, "a|"));
        machine.run();
        assertEquals(2, error());
        assertTrue(guest.reconnect());
        assertEquals("ENOENT", guest.text(READ, "a|"));
    }

    /** XSA-420, W-3: every length above 4096, as a number without sign: one error, and no spinning. */
    @Test
    void xsa420LengthsAreUnsigned() {
        Random random = new Random(SEED);
        List<Integer> lengths = new ArrayList<>(List.of(4097, 5000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1));
        for (int nibble = 1; nibble < 16; nibble++) {
            lengths.add(nibble << 28);
            lengths.add(nibble << 28 | random.nextInt(1 << 28));
        }
        long broken = machine.rings().broken();
        for (int length : lengths) {
            String what = "length " + Integer.toUnsignedString(length) + ", seed " + SEED;
            tooLong(length);
            assertEquals(3, error(), what);
            assertEquals(++broken, machine.rings().broken(), what);
            guest.signal();
            assertEquals(1, machine.run(), "one look for one signal; " + what);
            assertTrue(guest.reconnect(), what);
        }
    }

    /** The replies to what came before the bad message are the guest's; what comes after it does not exist. */
    @Test
    void whatCameBeforeIsAnswered() throws Exception {
        ByteBuffer octets = ByteBuffer.allocate(1000).order(ByteOrder.nativeOrder());
        octets.put(RingGuest.message(WRITE.number(), 1, 0, "a|1"));
        octets.put(ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(12, 4097));
        octets.put(RingGuest.message(WRITE.number(), 2, 0, "a|2"));
        guest.put(octets.flip());
        List<RingGuest.Received> replies = guest.receiveAll();
        assertEquals(1, replies.size());
        assertEquals("1", machine.read("/local/domain/7/a"));
        assertEquals(3, error());
    }

    /** A server's own words in the hands of the guest: it harms itself only. */
    @Test
    void guestThatWritesTheServersWords() {
        guest.memory().word(CONNECTION, 77);
        guest.memory().word(ERROR, 99);
        guest.memory().word(Memory.FEATURES, -1);
        assertEquals("ENOENT", guest.text(READ, "a|"));
    }

    /** XSA-233: a domain and its stub domain end in the same sweep, either first, or one is released in between. */
    @Test
    void xsa233DomainAndStubDomainEndTogether() throws Exception {
        for (int order = 0; order < 3; order++) {
            RingGuest stub = machine.start(20);
            machine.start(21);
            machine.domains().setTarget(20, 21);
            machine.hypervisor().trace();
            events.clear();
            machine.hypervisor().set(order == 1 ? 21 : 20, State.GONE);
            if (order == 2) {
                machine.domains().release(21);
            }
            machine.hypervisor().set(order == 1 ? 20 : 21, State.GONE);
            machine.run();
            List<String> trace = machine.hypervisor().trace();
            for (String once : List.of("unbind 20 201", "unmap 20", "unbind 21 211", "unmap 21")) {
                assertEquals(1, trace.stream().filter(once::equals).count(), trace + ", order " + order);
            }
            assertEquals(order == 2 ? 2 : 1, events.size(), "order " + order);
            stub.signal();
            machine.run();
        }
    }

    /** XSA-425: the table of connections changes while it is looked through. */
    @Test
    void xsa425IntroductionsWhileRingsAreLookedAt() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            machine.rings().rescan();
            machine.domains().release(7);
            machine.domains().introduce(7, 0, guest.domain().port());
            machine.domains().introduce(8, 0, innocent.domain().port());
            machine.run();
        }
        assertEquals("EACCES", guest.text(READ, "a|"), "its home went with its first incarnation (A-8)");
    }

    /** Scenario 13: a guest dies with everything half done. */
    @Test
    void deathInTheMiddle() throws Exception {
        for (int i = 0; i < 10; i++) {
            guest.begin();
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("OK|", guest.text(WATCH, "a|" + i + "|"));
        }
        guest.events();
        guest.memory().word(REQ_PROD, guest.memory().word(REQ_CONS) + 512);
        machine.hypervisor().set(7, State.GONE);
        guest.signal();
        machine.run();
        assertEquals(List.of("@releaseDomain r"), events);
        assertEquals(
                List.of("map 7", "bind 7 71", "map 8", "bind 8 81", "unbind 7 71", "unmap 7"),
                machine.hypervisor().trace());
    }

    /** Any octets with any indexes, at any time, with reconnections in between: the server lives and is at rest afterwards. */
    @Test
    void fuzz() {
        Random random = new Random(SEED);
        byte[] noise = new byte[2048];
        for (int i = 0; i < 5_000; i++) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    random.nextBytes(noise);
                    guest.memory().page.put(0, noise);
                }
                case 1 -> guest.memory().word(2048 + 4 * random.nextInt(8), random.nextInt());
                case 2 -> guest.memory().word(REQ_PROD, guest.memory().word(REQ_CONS) + random.nextInt(1025));
                case 3 -> guest.memory().word(RSP_CONS, guest.memory().word(RSP_PROD) - random.nextInt(1025));
                case 4 -> guest.memory().word(CONNECTION, random.nextInt(3));
                case 5 -> {
                    ByteBuffer header = ByteBuffer.allocate(16)
                            .order(ByteOrder.nativeOrder())
                            .putInt(0, random.nextInt(30));
                    header.putInt(12, random.nextInt(40));
                    int at = guest.memory().word(REQ_PROD);
                    for (int octet = 0; octet < 16; octet++) {
                        guest.memory().page.put(at + octet & 1023, header.get(octet));
                    }
                    guest.memory().word(REQ_PROD, at + 16 + header.getInt(12));
                }
                default -> guest.reconnect();
            }
            guest.signal();
            machine.run();
        }
        assertTrue(guest.reconnect(), "seed " + SEED);
    }
}
