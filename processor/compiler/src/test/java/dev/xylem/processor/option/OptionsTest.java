package dev.xylem.processor.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void theDefaultTargetIsUnix() {
        Options.Outcome outcome = Options.read(Map.of("dagger.fast", "yes"));
        assertEquals("unix", outcome.options().target().name());
        assertEquals(List.of(), outcome.wrong());
    }

    @Test
    void everyWrongOptionIsTold() {
        Options.Outcome outcome = Options.read(Map.of("xylem.target", "vms", "xylem.b", "", "xylem.a", ""));
        assertEquals(
                List.of(
                        "There is no option -Axylem.a.",
                        "There is no option -Axylem.b.",
                        "-Axylem.target=vms names no target."),
                outcome.wrong().stream().map(Options.Wrong::what).toList());
        assertEquals("unix", outcome.options().target().name());
    }
}
