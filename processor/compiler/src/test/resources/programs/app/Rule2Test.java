package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule2Test extends Programs {
    @Test
    @DisplayName("Rule 2: each value is computed at most once in a cycle and sees only values of that commit")
    void once() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.sum().x(20).y(30).x(40).y(50));
            assertEquals(List.of("z", "tens", "both"), Sum.EVALUATED);
            assertEquals("9/90", guest.sum().both());
            assertEquals(List.of("z 90", "tens 0 to 9, x 40"), journal.taken());
        }
    }

    @Test
    @DisplayName("Rule 2: no glitch, whatever order the writes come in")
    void noGlitch() {
        try (XylemGuest guest = start()) {
            Random random = new Random(2);
            for (int i = 0; i < 500; i++) {
                long x = random.nextInt(100);
                long y = random.nextInt(100);
                boolean first = random.nextBoolean();
                guest.commit(tx -> {
                    if (first) {
                        tx.sum().y(y).x(x);
                    } else {
                        tx.sum().x(x).y(y);
                    }
                });
                assertEquals((x + y) / 10 + "/" + (x + y), guest.sum().both());
                assertEquals(Long.toString(x + y), text(guest, "sum/z"));
            }
        }
    }
}
