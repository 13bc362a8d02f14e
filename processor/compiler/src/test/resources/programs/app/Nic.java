package app;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A network card: used twice, under different bases. */
@Part
public abstract class Nic {
    @Input(value = "mtu", orElse = "1500")
    @Min(68)
    @Max(65_535)
    abstract int mtu();

    @Input(value = "name", orElse = "eth0")
    @Pattern(regexp = "[a-z]+[0-9]+")
    @Size(max = 15)
    abstract String name();

    @Derived
    @Publish("payload")
    static int payload(int mtu) {
        return mtu - 40;
    }
}
