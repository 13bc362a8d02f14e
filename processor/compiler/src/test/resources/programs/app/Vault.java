package app;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Secret;
import java.util.Optional;

/** Secrets. */
@Part
public abstract class Vault {
    private final Journal journal;

    protected Vault(Journal journal) {
        this.journal = journal;
    }

    @Input("vault/key")
    abstract Optional<Secret<String>> key();

    @Input(value = "vault/pin", orElse = "1234")
    abstract Secret<Integer> pin();

    @Derived
    static int digits(Secret<Integer> pin) {
        if (pin.reveal() < 0) {
            throw new IllegalArgumentException("a pin is not negative: " + pin.reveal());
        }
        return Integer.toString(pin.reveal()).length();
    }

    @Effect
    void changed(Optional<Secret<String>> key) {
        journal.note("key " + key);
    }
}
