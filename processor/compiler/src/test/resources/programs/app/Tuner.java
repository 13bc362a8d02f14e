package app;

import dev.xylem.ByteSize;
import dev.xylem.Change;
import dev.xylem.Constant;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.OnlyIf;
import dev.xylem.Part;
import dev.xylem.Publish;
import jakarta.validation.constraints.Max;
import java.time.Duration;

/** Depends on constants. */
@Part
public abstract class Tuner {
    /** How the radio receives. */
    enum Band {
        FAST,
        SLOW
    }

    private final Journal journal;

    protected Tuner(Journal journal) {
        this.journal = journal;
    }

    @Constant("radio.stereo")
    abstract boolean stereo();

    /** The band. */
    @Constant("radio.band")
    @Publish("radio/band")
    abstract Band band();

    @Max(99)
    @Constant(value = "radio.step", orElse = "5")
    abstract int step();

    @Constant(value = "radio.buffer", orElse = "4KiB")
    abstract ByteSize buffer();

    @Constant(value = "radio.delay", orElse = "250ms")
    abstract Duration delay();

    @Constant(value = "radio.gain", orElse = "Infinity")
    abstract double gain();

    @Constant(value = "radio.name", orElse = "a \"radio\"\t$1")
    abstract String name();

    @Constant(value = "radio.mark", orElse = "'")
    abstract Character mark();

    @Constant(value = "radio.trace", orElse = "false")
    abstract boolean trace();

    @Input(value = "radio/channel", orElse = "1")
    abstract int channel();

    @Derived
    @Publish("radio/frequency")
    static int frequency(int channel, int step, Band band) {
        return channel * step * (band == Band.FAST ? 10 : 1);
    }

    @Derived
    static String title(String name, Character mark, Duration delay, ByteSize buffer, double gain) {
        return mark + name + mark + delay.toMillis() + "/" + buffer.bytes() + "/" + gain;
    }

    @OnlyIf("radio.trace")
    @Derived
    static String traced(int frequency) {
        return "f" + frequency;
    }

    @OnlyIf("radio.trace")
    @Input("radio/trace/level")
    abstract int level();

    @OnlyIf("radio.trace")
    @Effect
    void tell(String traced, int level) {
        journal.note(traced + level);
    }

    @OnlyIf(value = "radio.band", is = {"SLOW", "FAST"})
    @Effect
    void onFrequency(Change<Integer> frequency, Band band) {
        journal.note(frequency.oldValue() + " to " + frequency.newValue() + " on " + band);
    }
}
