package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.xylem.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Rule3Test extends Programs {
    @Test
    @DisplayName("Rule 3: a value equal to its former one stops propagation there, and no effect runs for it")
    void cutOff() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.sum().x(2).y(4));
            assertEquals(6, guest.sum().z());
            // z is as before: onZ and what depends on z alone is not touched; x has changed, which onTens names too.
            assertEquals(List.of("tens 0 to 0, x 2"), journal.taken());
            guest.commit(tx -> tx.sum().y(5));
            assertEquals(List.of("z 7"), journal.taken());
        }
    }

    @Test
    @DisplayName("Rule 3: an equal secret is equal, and stops")
    void secrets() {
        try (XylemGuest guest = start()) {
            guest.commit(tx -> tx.vault().key(Secret.of("k")));
            guest.commit(tx -> tx.vault().key(Optional.of(Secret.of("k"))));
            assertEquals(List.of("key Optional[(secret)]"), journal.taken());
            guest.commit(tx -> tx.vault().key(Optional.empty()));
            assertEquals(List.of("key Optional.empty"), journal.taken());
            assertEquals("-", text(guest, "vault/key"));
        }
    }
}
