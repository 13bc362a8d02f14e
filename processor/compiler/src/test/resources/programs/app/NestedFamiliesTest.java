package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.Rack.Host;
import app.Rack.Port;
import app.Rack.Queue;
import dev.xylem.CommitRefusedException;
import dev.xylem.family.Family;
import dev.xylem.graph.Effects;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Families in records and in families. */
class NestedFamiliesTest {
    private static final String HOME = "/local/domain/0/";

    private final Rig rig = new Rig();

    private XylemHall start() {
        return XylemHall.builder().rig(rig).effects(Effects.direct()).start();
    }

    private static Port port(String mac, Queue... queues) {
        Map<Integer, Queue> byNumber = new TreeMap<>();
        for (Queue queue : queues) {
            byNumber.put(byNumber.size(), queue);
        }
        return new Port(mac, Family.of(byNumber), Family.empty());
    }

    private static void write(XylemHall.Tx tx, String path, String text) {
        try {
            tx.operations().write(Path.of(HOME + path), text.getBytes(StandardCharsets.UTF_8));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static void remove(XylemHall.Tx tx, String path) {
        try {
            tx.operations().remove(Path.of(HOME + path));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(XylemHall hall, String path) {
        var node = hall.store().snapshot().node(Path.of(HOME + path));
        return node == null ? "-" : new String(node.value(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a family beside other components: read and written by the prefix of its children")
    void prefixed() {
        try (XylemHall hall = start()) {
            hall.commit(tx -> tx.rack().ports(0, port("a", new Queue("r", 1), new Queue("s", 2))));
            assertEquals("a", text(hall, "ports/0/mac"));
            assertEquals("s", text(hall, "ports/0/queue-1/ring"));
            assertEquals(3, hall.rack().rate());
            hall.commit(tx -> {
                write(tx, "ports/0/queue-7/ring", "t");
                write(tx, "ports/0/queue-7/rate", "10");
                write(tx, "ports/0/other", "does not matter");
                write(tx, "ports/0/fw/rules/ssh", "22");
            });
            Port now = hall.rack().ports().get(0).orElseThrow();
            assertEquals(Optional.of(new Queue("t", 10)), now.queues().get(7));
            assertEquals(Map.of("ssh", 22), now.rules().toMap());
            assertEquals(13, hall.rack().rate());
            assertEquals(Map.of(0, 1), hall.rack().changes().toMap());
            hall.commit(tx -> tx.rack().ports(0, port("b", new Queue("u", 5))));
            assertEquals("-", text(hall, "ports/0/queue-7/ring"), "what was there before is removed");
            assertEquals("does not matter", text(hall, "ports/0/other"));
            assertEquals("u", text(hall, "ports/0/queue-0/ring"));
            assertEquals(5, hall.rack().rate());
            assertEquals(List.of("0 a 2 0", "0 a 3 1", "0 b 1 0"), rig.taken());
        }
    }

    @Test
    @DisplayName("Rule 9: a change visits the instances that it lies in, on both levels, and no other")
    void work() {
        try (XylemHall hall = start()) {
            for (int i = 0; i < 100; i++) {
                int id = i;
                hall.commit(tx -> tx.rack()
                        .ports(id, port("p" + id, new Queue(id + "a", 1), new Queue(id + "b", 2), new Queue(id + "c", 3))));
            }
            Port other = hall.rack().ports().get(41).orElseThrow();
            Queue sibling = hall.rack().ports().get(42).orElseThrow().queues().get(0).orElseThrow();
            Rack.VISITED.clear();
            hall.commit(tx -> write(tx, "ports/42/queue-1/rate", "12"));
            assertEquals(List.of("port p42", "port p42", "queue 42b", "queue 42b"), Rack.VISITED.stream().sorted().toList());
            assertEquals(610, hall.rack().rate());
            assertSame(other, hall.rack().ports().get(41).orElseThrow());
            assertSame(sibling, hall.rack().ports().get(42).orElseThrow().queues().get(0).orElseThrow());
            Rack.VISITED.clear();
            hall.commit(tx -> write(tx, "ports/42/mac", "x"));
            assertFalse(Rack.VISITED.stream().anyMatch(line -> line.startsWith("queue")), Rack.VISITED::toString);
        }
    }

    @Test
    @DisplayName("a family of families, and a record with one as an input of its own")
    void levels() {
        try (XylemHall hall = start()) {
            hall.commit(tx -> tx.rack()
                    .devices("vif", Family.of(Map.of(0, new Vif("a", 5), 1, new Vif("b", 7))))
                    .devices("vbd", Family.of(Map.of(0, new Vif("c", 6))))
                    .host(new Host("h", Family.of(Map.of(0, new Vif("d", 8))))));
            assertEquals(3, hall.rack().count());
            assertEquals(Optional.of(7), hall.rack().greatest());
            assertEquals(8, hall.rack().sum());
            hall.commit(tx -> {
                remove(tx, "dev/vif/1");
                write(tx, "host/vifs/1/mac", "e");
            });
            assertEquals(2, hall.rack().count());
            assertEquals(Optional.of(6), hall.rack().greatest());
            assertEquals(1508, hall.rack().sum());
            hall.commit(tx -> remove(tx, "dev"));
            assertEquals(0, hall.rack().count());
            assertEquals(Optional.empty(), hall.rack().greatest());
            assertEquals(
                    List.of(
                            HOME + "dev/vif/x = (node): the name is no key: expected a whole number from"
                                    + " -2147483648 to 2147483647; remove the node, for rack.devices",
                            HOME + "dev/vif/x/mac = (absent): required by rack.devices"
                                    + " (Family<String, Family<Integer, Vif>>); write it",
                            HOME + "host/vifs/3/mtu = \"y\": expected a whole number from -2147483648 to 2147483647,"
                                    + " for rack.host"),
                    assertThrows(
                                    CommitRefusedException.class,
                                    () -> hall.commit(tx -> {
                                        write(tx, "dev/vif/x/mtu", "1");
                                        write(tx, "host/vifs/3/mac", "f");
                                        write(tx, "host/vifs/3/mtu", "y");
                                    }))
                            .problems()
                            .stream()
                            .map(Object::toString)
                            .toList());
        }
    }

    @Test
    @DisplayName("random commits, failing ones included: what was followed equals what is read anew")
    void everyCommitEqualsFullEvaluation() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            try (XylemHall hall = start()) {
                for (int step = 0; step < 120; step++) {
                    String where = "seed " + seed + ", step " + step;
                    long changes = random.nextLong();
                    boolean fails = random.nextInt(5) == 0;
                    var before = hall.rack().ports();
                    try {
                        hall.commit(tx -> {
                            Random what = new Random(changes);
                            for (int i = what.nextInt(4); i > 0; i--) {
                                edit(tx, what);
                            }
                            if (fails) {
                                write(tx, "ports/1/queue-1/ring", "r");
                                write(tx, "ports/1/queue-1/rate", "many");
                            }
                        });
                        assertFalse(fails, where);
                    } catch (CommitRefusedException e) {
                        assertTrue(fails, where);
                        assertSame(before, hall.rack().ports(), where);
                    }
                    check(hall, where);
                }
            }
        }
    }

    private static void edit(XylemHall.Tx tx, Random random) {
        int port = random.nextInt(4);
        int queue = random.nextInt(3);
        String at = "ports/" + port + "/";
        switch (random.nextInt(9)) {
            case 0 -> tx.rack().removePorts(port);
            case 1 -> tx.rack().ports(port, port("m" + queue, new Queue("q", queue), new Queue("r", 1)));
            case 2 -> write(tx, at + "mac", "n" + queue);
            case 3, 4 -> {
                write(tx, at + "queue-" + queue + "/ring", "r" + random.nextInt(2));
                write(tx, at + "queue-" + queue + "/rate", "" + random.nextInt(5));
            }
            case 5 -> {
                write(tx, at + "queue-" + queue + "/ring", "gone");
                remove(tx, at + "queue-" + queue);
            }
            case 6 -> write(tx, at + "fw/rules/r" + queue, "" + random.nextInt(3));
            case 7 -> {
                write(tx, at + "fw/rules/r" + queue, "1");
                remove(tx, at + "fw");
                write(tx, at + "fw/rules/again", "2");
            }
            default -> {
                write(tx, "dev/k" + port + "/" + queue + "/mac", "m");
                write(tx, "dev/k" + port + "/" + queue + "/mtu", "" + random.nextInt(9));
                write(tx, "host/vifs/" + queue + "/mac", "m" + port);
            }
        }
    }

    /** Reads the store again from the first node on, with a second program. */
    private void check(XylemHall hall, String where) {
        XylemHall.Builder builder = XylemHall.builder().rig(new Rig()).effects(Effects.direct());
        set(builder, hall, Path.of("/local/domain/0"), "");
        try (XylemHall again = builder.start()) {
            assertEquals(again.rack().ports().toMap(), hall.rack().ports().toMap(), where);
            assertEquals(again.rack().devices(), hall.rack().devices(), where);
            assertEquals(again.rack().host(), hall.rack().host(), where);
            assertEquals(again.rack().rate(), hall.rack().rate(), where);
            assertEquals(again.rack().count(), hall.rack().count(), where);
            assertEquals(again.rack().greatest(), hall.rack().greatest(), where);
            assertEquals(again.rack().sum(), hall.rack().sum(), where);
        }
    }

    private static void set(XylemHall.Builder builder, XylemHall hall, Path at, String relative) {
        var node = hall.store().snapshot().node(at);
        if (node == null) {
            return;
        }
        if (!relative.isEmpty()) {
            builder.set(relative, new String(node.value(), StandardCharsets.UTF_8));
        }
        for (String name : node.names()) {
            set(builder, hall, at.child(name), relative.isEmpty() ? name : relative + "/" + name);
        }
    }
}
