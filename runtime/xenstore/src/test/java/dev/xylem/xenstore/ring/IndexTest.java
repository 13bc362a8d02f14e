package dev.xylem.xenstore.ring;

import static dev.xylem.xenstore.ring.Memory.REQ_CONS;
import static dev.xylem.xenstore.ring.Memory.REQ_PROD;
import static dev.xylem.xenstore.ring.Memory.RSP_CONS;
import static dev.xylem.xenstore.ring.Memory.RSP_PROD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.xenstore.domain.Domains;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Indexes of every kind (XSA-38, XSA-86), by both ends. */
class IndexTest {
    private static final long SEED = Long.getLong("xylem.ring.seed", 38);
    private static final int RING = 1024;
    private static final int RESPONSES = 1024;

    private final Memory memory = new Memory();

    /** Indexes around every boundary there is, and a sample of all others. */
    private static List<Integer> sample() {
        List<Integer> sample = new ArrayList<>();
        for (long near : new long[] {0, RING, 1L << 31, 1L << 32}) {
            for (int off = -3; off <= 3; off++) {
                sample.add((int) (near + off));
            }
        }
        Random random = new Random(SEED);
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            sample.add(1 << bit);
        }
        for (int i = 0; i < 60; i++) {
            sample.add(random.nextInt());
        }
        return sample;
    }

    private static byte octet(int index) {
        return (byte) (index * 31 + (index >>> 10));
    }

    private void fill(int base, int from, int length) {
        for (int i = 0; i < length; i++) {
            memory.page.put(base + (from + i & RING - 1), octet(from + i));
        }
    }

    /** XSA-38: fill 0 to 1024 is legal wherever it begins, 1024 exactly included; one more is not. */
    @Test
    void xsa38ReceivesAnyLegalFillAndNothingElse() throws RingException {
        ServerEnd end = new ServerEnd(memory.page, Domains.FEATURES);
        ByteBuffer into = ByteBuffer.allocate(2000);
        for (int consumed : sample()) {
            for (int fill = 0; fill <= 1030; fill++) {
                int produced = consumed + fill;
                String what = "seed " + SEED + ", cons " + consumed + ", fill " + fill;
                fill(0, consumed, Math.min(fill, RING));
                memory.word(REQ_CONS, consumed);
                memory.word(REQ_PROD, produced);
                into.clear();
                if (fill > RING) {
                    RingException bad = assertThrows(RingException.class, () -> end.receive(into), what);
                    assertEquals(RingFault.INDEX, bad.fault());
                    assertEquals(0, into.position(), what);
                    assertEquals(consumed, memory.word(REQ_CONS), what);
                } else {
                    assertEquals(fill, end.receive(into), what);
                    assertEquals(fill, into.position(), what);
                    assertEquals(produced, memory.word(REQ_CONS), what);
                    for (int i = 0; i < fill; i++) {
                        if (into.get(i) != octet(consumed + i)) {
                            assertEquals(octet(consumed + i), into.get(i), what + ", octet " + i);
                        }
                    }
                }
                assertEquals(produced, memory.word(REQ_PROD), "R-2: the peer's word is the peer's; " + what);
            }
        }
    }

    /** The same for sending: as much as there is room for, and nothing at all when the indexes are nonsense. */
    @Test
    void xsa38SendsIntoAnyLegalRoomAndNothingElse() throws RingException {
        ServerEnd end = new ServerEnd(memory.page, Domains.FEATURES);
        ByteBuffer from = ByteBuffer.allocate(2000);
        for (int consumed : sample()) {
            for (int fill = 0; fill <= 1030; fill++) {
                int produced = consumed + fill;
                String what = "seed " + SEED + ", cons " + consumed + ", fill " + fill;
                memory.word(RSP_CONS, consumed);
                memory.word(RSP_PROD, produced);
                for (int i = 0; i < from.capacity(); i++) {
                    from.put(i, octet(produced + i));
                }
                from.clear();
                if (fill > RING) {
                    RingException bad = assertThrows(RingException.class, () -> end.send(from), what);
                    assertEquals(RingFault.INDEX, bad.fault());
                    assertEquals(produced, memory.word(RSP_PROD), what);
                } else {
                    int room = RING - fill;
                    assertEquals(room, end.send(from), what);
                    assertEquals(room, from.position(), what);
                    assertEquals(consumed + RING, memory.word(RSP_PROD), what);
                    for (int i = 0; i < room; i++) {
                        int at = RESPONSES + (produced + i & RING - 1);
                        if (memory.page.get(at) != octet(produced + i)) {
                            assertEquals(octet(produced + i), memory.page.get(at), what + ", octet " + i);
                        }
                    }
                }
            }
        }
        memory.assertNothingOutsideWasTouched("seed " + SEED);
    }

    /** XSA-86: the guest's end, with a server that lies. */
    @Test
    void xsa86GuestRefusesTheSameNonsense() throws Exception {
        for (int consumed : sample()) {
            for (int fill : new int[] {1025, 1026, 1 << 30, 1 << 31, -1, -1024}) {
                Memory fresh = new Memory();
                fresh.word(RSP_CONS, consumed);
                fresh.word(RSP_PROD, consumed + fill);
                fresh.word(REQ_PROD, consumed);
                fresh.word(REQ_CONS, consumed - fill);
                try (GuestEnd guest = Guests.attach(fresh.page, new LocalChannel())) {
                    ByteBuffer octets = ByteBuffer.allocate(64);
                    String what = "seed " + SEED + ", cons " + consumed + ", fill " + fill;
                    RingException read = assertThrows(RingException.class, () -> guest.read(octets), what);
                    assertEquals(RingFault.INDEX, read.fault(), what);
                    RingException write = assertThrows(RingException.class, () -> guest.write(octets, 1), what);
                    assertEquals(RingFault.INDEX, write.fault(), what);
                    assertEquals(0, octets.position());
                }
            }
        }
    }

    /** R-2, XSA-155: whatever another thread does to indexes and octets, an operation moves what it saw once, or refuses. */
    @Test
    void xsa155PeerThatChangesEverythingMeanwhile() throws Exception {
        ServerEnd end = new ServerEnd(memory.page, Domains.FEATURES);
        ByteBuffer view = memory.page.duplicate().order(memory.page.order());
        boolean[] stop = {false};
        Thread peer = new Thread(() -> {
            Random random = new Random(SEED);
            int[] words = {REQ_CONS, REQ_PROD, RSP_CONS, RSP_PROD};
            while (true) {
                synchronized (stop) {
                    if (stop[0]) {
                        return;
                    }
                }
                for (int i = 0; i < 1000; i++) {
                    int base = random.nextInt(8) * 512 - 1024;
                    view.putInt(words[random.nextInt(4)], random.nextInt(20) == 0 ? random.nextInt() : base);
                    view.putInt(random.nextInt(512) * 4, random.nextInt());
                }
            }
        });
        peer.start();
        int moved = 0;
        int refused = 0;
        try {
            ByteBuffer into = ByteBuffer.allocate(4096);
            ByteBuffer from = ByteBuffer.allocate(4096);
            for (int i = 0; i < 300_000; i++) {
                try {
                    int received = end.receive(into.clear());
                    assertTrue(received >= 0 && received <= RING && into.position() == received);
                    int sent = end.send(from.clear());
                    assertTrue(sent >= 0 && sent <= RING && from.position() == sent);
                    moved += received + sent > 0 ? 1 : 0;
                } catch (RingException bad) {
                    assertEquals(RingFault.INDEX, bad.fault());
                    refused++;
                }
            }
        } finally {
            synchronized (stop) {
                stop[0] = true;
            }
            peer.join();
        }
        assertTrue(moved > 0 && refused > 0, "moved " + moved + ", refused " + refused + ", seed " + SEED);
        memory.assertNothingOutsideWasTouched("seed " + SEED);
    }

    /** any fragmentation, beginning anywhere, across the wrap of the indexes: the same octets come out. */
    @Test
    void straddlingAndFragmentation() throws RingException {
        Random random = new Random(SEED);
        for (int run = 0; run < 300; run++) {
            int start = run == 0 ? -500 : random.nextInt();
            memory.word(REQ_CONS, start);
            memory.word(REQ_PROD, start);
            memory.word(RSP_CONS, start);
            memory.word(RSP_PROD, start);
            SharedPage page = new SharedPage(memory.page);
            ServerEnd server = new ServerEnd(memory.page, 0);
            Outlet toServer = new Outlet(page, SharedPage.Stream.REQUESTS, new Own.Kept());
            Inlet fromServer = new Inlet(page, SharedPage.Stream.RESPONSES, new Own.Kept());
            byte[] sent = new byte[1 + random.nextInt(9000)];
            random.nextBytes(sent);
            ByteBuffer request = ByteBuffer.wrap(sent);
            ByteBuffer inServer = ByteBuffer.allocate(sent.length);
            ByteBuffer echo = ByteBuffer.wrap(inServer.array());
            ByteBuffer back = ByteBuffer.allocate(sent.length);
            while (back.hasRemaining()) {
                part(random, request, toServer::send);
                part(random, inServer, server::receive);
                part(random, echo.limit(inServer.position()), server::send);
                part(random, back, fromServer::receive);
            }
            assertEquals(ByteBuffer.wrap(sent), back.flip(), "seed " + SEED + ", run " + run);
        }
        memory.assertNothingOutsideWasTouched("seed " + SEED);
    }

    private interface Move {
        int move(ByteBuffer octets) throws RingException;
    }

    /** Moves a random part of what could be moved. */
    private static void part(Random random, ByteBuffer whole, Move move) throws RingException {
        int most = random.nextBoolean() ? random.nextInt(20) : random.nextInt(1500);
        ByteBuffer part = whole.slice(whole.position(), Math.min(most, whole.remaining()));
        assertEquals(move.move(part), part.position());
        whole.position(whole.position() + part.position());
    }
}
