package org.example.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.xylem.CommitRefusedException;
import dev.xylem.graph.Effects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a part is tested: a plain fake for its dependency, effects at once, no socket, no thread. */
class BalloonTest {
    private final List<Long> driven = new ArrayList<>();

    @Test
    void theLimitBoundsTheTarget() {
        try (XylemGuest guest = start(100)) {
            guest.commit(tx -> tx.balloon().limitKiB(50));
            assertEquals(50, guest.balloon().goalKiB());
            assertEquals(List.of(100L, 50L), driven);
        }
    }

    @Test
    void anEqualGoalRunsNoEffect() {
        try (XylemGuest guest = start(100)) {
            guest.commit(tx -> tx.balloon().limitKiB(200));
            assertEquals(List.of(100L), driven);
        }
    }

    @Test
    void aSumThatDoesNotFitIsRefused() {
        try (XylemGuest guest = start(100)) {
            guest.commit(tx -> tx.sum().x(Integer.MAX_VALUE));
            assertThrows(
                    CommitRefusedException.class,
                    () -> guest.commit(tx -> tx.sum().y(1)));
            assertEquals(Integer.MAX_VALUE, guest.sum().z());
        }
    }

    private XylemGuest start(long targetKiB) {
        return XylemGuest.builder()
                .memoryDriver(driven::add)
                .effects(Effects.direct())
                .initial(tx -> tx.balloon().targetKiB(targetKiB))
                .start();
    }
}
