package app;

import dev.xylem.Change;
import dev.xylem.Effect;
import dev.xylem.Fold;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;

/** Takes requests, and has state that follows a level. */
@Part
public abstract class Bell {
    private final Journal journal;

    protected Bell(Journal journal) {
        this.journal = journal;
    }

    /** An enum with a parser of its own. */
    public enum Ring {
        NONE(""),
        ONCE("1 ring"),
        TWICE("2 rings");

        private final String text;

        Ring(String text) {
            this.text = text;
        }

        public static Ring parse(String text) {
            for (Ring ring : values()) {
                if (ring.text.equals(text)) {
                    return ring;
                }
            }
            throw new IllegalArgumentException("no ring");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Input(value = "bell/ring", orElse = "", acknowledge = "")
    abstract Ring ring();

    @Input(value = "bell/level", orElse = "0")
    abstract int level();

    @Fold(initial = "10", atStart = true)
    @Publish(value = "bell/highest", existing = true)
    static int highest(int previous, int level) {
        return Math.max(previous, level);
    }

    @Effect
    void told(Change<Ring> ring) {
        journal.note(ring.oldValue() + " -> " + ring.newValue());
    }
}
