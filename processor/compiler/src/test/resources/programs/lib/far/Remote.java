package far;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.From;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;

/** A part of another package and another jar, compiled without the names of parameters. */
@Part
public abstract class Remote {
    private final Sink sink;

    protected Remote(Sink sink) {
        this.sink = sink;
    }

    /** Where a part of the library puts its output. */
    public interface Sink {
        void put(String text);
    }

    /** The first operand. */
    @Input("remote/first")
    abstract int first();

    @Input(value = "remote/second", orElse = "2")
    protected abstract int second();

    /** What both make. */
    @Derived
    @Publish("remote/product")
    static int product(int first, int second) {
        return Math.multiplyExact(first, second);
    }

    @Derived
    protected int negative(@From("product") int value) {
        return -value;
    }

    @Effect
    protected void show(int negative) {
        sink.put("negative " + negative);
    }
}
