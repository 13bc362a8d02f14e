package dev.xylem.processor.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same sources give the same bytes. */
class DeterminismTest {
    @Test
    @DisplayName("Files in another order on the command line give equal files")
    void order() {
        List<JavaFileObject> files = new ArrayList<>();
        for (int part = 0; part < 6; part++) {
            files.add(JavaFileObjects.forSourceString("app.P" + part, """
                    package app;

                    import dev.xylem.*;

                    @Part
                    public abstract class P%1$d {
                        @Input("in/%1$d") abstract int a();
                        @Derived @Publish("out/%1$d") static int b(int a%2$s) { return a%3$s; }
                        @Effect static void c(int b) {}
                    }
                    """.formatted(
                            part,
                            part == 0 ? "" : ", @From(part = P" + (part - 1) + ".class, value = \"b\") int before",
                            part == 0 ? "" : " + before")));
        }
        files.add(JavaFileObjects.forSourceString("app.App", """
                package app;

                @dev.xylem.Synthesize({P3.class, P0.class, P5.class, P1.class, P2.class, P4.class})
                public interface App {}
                """));
        Map<String, String> first = Synthesis.of(files).generated();
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(files, new Random(seed));
            assertEquals(first, Synthesis.of(files).generated(), "seed " + seed);
        }
    }
}
