package awkward;

import dev.xylem.ByteSize;
import dev.xylem.Change;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import java.io.IOException;
import java.util.List;

/** Types inside of the part that have the names of types that generated code imports, and inherited methods. */
@Part
abstract class Graph extends Closing implements AutoCloseable {
    enum Duration {
        SHORT,
        LONG
    }

    enum Secret {
        NONE
    }

    enum Optional {
        NONE
    }

    enum Override {
        NONE
    }

    record Values(int number) {
        public static Values parse(String text) throws IOException {
            return new Values(Integer.parseInt(text));
        }

        public static Values parse(CharSequence text) {
            return new Values(text.length());
        }

        @java.lang.Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    @Input(value = "own", orElse = "LONG")
    public abstract Duration own();

    @Input(value = "time", orElse = "1s")
    protected abstract java.time.Duration time();

    @Input(value = "values", orElse = "7")
    abstract Values values();

    @Input("maybe")
    abstract java.util.Optional<Values> maybe();

    @Input("secret")
    abstract java.util.Optional<dev.xylem.Secret<Values>> secret();

    @Input(value = "size", orElse = "4MiB")
    abstract ByteSize size();

    @Derived
    static List<Values> list(Values values) {
        return List.of(values);
    }

    @Effect
    void show(Change<Duration> own, java.time.Duration time, Change<java.util.Optional<Values>> maybe) {}
}
