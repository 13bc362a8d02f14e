package app;

import dev.xylem.Input;
import dev.xylem.Part;

/** One channel of sound. */
@Part
public abstract class Tone {
    @Input(value = "volume", orElse = "3")
    abstract int volume();
}
