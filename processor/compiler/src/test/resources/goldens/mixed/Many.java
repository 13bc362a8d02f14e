package app;

import dev.xylem.Synthesize;
import dev.xylem.Use;

@Synthesize(
        value = Mixed.class,
        uses = @Use(value = Mixed.class, base = "other", name = "other"))
public interface Many {}
