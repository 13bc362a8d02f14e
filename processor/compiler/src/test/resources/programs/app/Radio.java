package app;

import dev.xylem.OnlyIf;
import dev.xylem.Synthesize;
import dev.xylem.Use;

/** What its constants leave of it. */
@Synthesize(
        value = {Tuner.class, Tracer.class},
        uses = {
            @Use(value = Tone.class, name = "left", base = "left"),
            @Use(value = Tone.class, name = "right", base = "right", onlyIf = @OnlyIf("radio.stereo"))
        })
public interface Radio {}
