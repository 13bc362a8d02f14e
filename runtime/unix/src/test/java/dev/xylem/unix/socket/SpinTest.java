package dev.xylem.unix.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a wait is polled. */
class SpinTest {
    @Test
    void neverUnlessAskedFor() {
        Spin spin = new Spin(0);
        assertFalse(spin.due());
        assertFalse(spin.due());
    }

    @Test
    void alwaysWhileItPays() {
        Spin spin = new Spin(50);
        for (int i = 0; i < 100; i++) {
            assertTrue(spin.due());
            spin.ended(true);
        }
    }

    @Test
    void everMoreRarelyWhileItDoesNot() {
        Spin spin = new Spin(50);
        List<Integer> skipped = new ArrayList<>();
        for (int tries = 0; tries < 14; tries++) {
            int waits = 0;
            while (!spin.due()) {
                waits++;
            }
            skipped.add(waits);
            spin.ended(false);
        }
        assertEquals(List.of(0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024), skipped);
    }

    @Test
    void atOnceAgainWhenItPaidOnce() {
        Spin spin = new Spin(50);
        for (int tries = 0; tries < 5; tries++) {
            while (!spin.due()) {}
            spin.ended(false);
        }
        while (!spin.due()) {}
        spin.ended(true);
        assertTrue(spin.due());
        spin.ended(false);
        assertFalse(spin.due());
        assertTrue(spin.due());
    }
}
