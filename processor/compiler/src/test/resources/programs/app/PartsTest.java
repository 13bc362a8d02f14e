package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.xylem.graph.Effects;
import far.Remote;
import far.Remote_Xylem;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of a part. */
class PartsTest extends Programs {
    @Test
    @DisplayName("A part of another package and another jar works like one's own")
    void partsFromElsewhere() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.remote().first(5).second(7));
            assertEquals(35, guest.remote().product());
            assertEquals(-35, guest.remote().negative());
            assertEquals("35", text(guest, "remote/product"));
            assertEquals(List.of("negative -35"), remote.taken());
            guest.commit(tx -> tx.remote().clearSecond());
            assertEquals(10, guest.remote().product());
            Remote_Xylem.Values values = guest.remote();
            assertEquals(5, values.first());
        }
    }

    @Test
    @DisplayName("The same part twice under different bases: two sets of values")
    void theSamePartTwice() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.first().mtu(9000));
            assertEquals(8960, guest.first().payload());
            assertEquals(1460, guest.second().payload());
            assertEquals("9000", text(guest, "device/0/mtu"));
            assertEquals("-", text(guest, "device/1/mtu"));
            assertEquals("8960", text(guest, "device/0/payload"));
            assertEquals("1460", text(guest, "device/1/payload"));
            guest.commit(tx -> {
                tx.first().clearMtu();
                tx.second().mtu(68);
            });
            assertEquals(1460, guest.snapshot().first().payload());
            assertEquals(28, guest.snapshot().second().payload());
        }
    }

    @Test
    @DisplayName("An accessor that is called inside the part throws and names the parameter to add")
    void untracked() {
        List<Throwable> failures = new ArrayList<>();
        try (XylemCareless careless = XylemCareless.builder()
                .effects(Effects.direct())
                .onEffectFailure((effect, commit, thrown) -> failures.add(thrown))
                .start()) {
            careless.commit(tx -> tx.untold().told(1));
        }
        assertEquals(2, failures.size());
        assertInstanceOf(IllegalStateException.class, failures.get(0));
        String message = failures.get(0).getMessage();
        assertTrue(message.contains("Untold.hidden()") && message.contains("\"int hidden\""), message);
    }

    @Test
    @DisplayName("The companion is the only subclass, public and final, and the program implements the application")
    void shapes() {
        assertTrue(Modifier.isFinal(Remote_Xylem.class.getModifiers()));
        assertTrue(Modifier.isPublic(Remote_Xylem.class.getModifiers()));
        assertEquals(Remote.class, Remote_Xylem.class.getSuperclass());
        try (XylemGuest guest = start()) {
            assertInstanceOf(Guest.class, guest);
        }
    }

    @Test
    @DisplayName(
            "A transaction of the program may fail in the user's lambda: nothing is committed, the failure comes out")
    void lambdasThatThrow() {
        try (XylemGuest guest = start()) {
            long before = guest.store().snapshot().number();
            IllegalStateException e = assertThrows(
                    IllegalStateException.class,
                    () -> guest.commit(tx -> {
                        tx.sum().x(9);
                        throw new IllegalStateException("of the user");
                    }));
            assertEquals("of the user", e.getMessage());
            assertEquals(before, guest.store().snapshot().number());
            assertEquals(6, guest.sum().z());
        }
    }
}
