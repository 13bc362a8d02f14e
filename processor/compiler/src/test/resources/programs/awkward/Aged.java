package awkward;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import java.util.List;

/**
 * Ends no comment: *&#47; \u0041/ {@code $T} $L {unbalanced.
 *
 * @deprecated as everything in here
 */
@Deprecated(forRemoval = true)
@SuppressWarnings({"deprecation", "rawtypes", "removal"})
@Part
public abstract class Aged {
    /**
     * A type.
     *
     * @deprecated with the part
     */
    @Deprecated
    public enum Mode {
        OLD
    }

    /**
     * A value with a $S and a *&#47;.
     *
     * @deprecated with the part
     */
    @Deprecated
    @Input(value = "mode", orElse = "OLD")
    public abstract Mode mode();

    @Input(value = "aged/text", orElse = "\"\\ \n\t$L ${x} \u00e9 \\u0041 */")
    abstract String text();

    @Derived
    static List raw(Mode mode) {
        return List.of(mode);
    }
}
