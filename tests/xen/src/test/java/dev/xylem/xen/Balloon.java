package dev.xylem.xen;

import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import java.util.Map;
import java.util.function.Consumer;

/** A guest's memory, and a directory. */
@Part
public abstract class Balloon {
    private final Consumer<String> journal;

    protected Balloon(Journal journal) {
        this.journal = journal;
    }

    /** Takes what effects say. */
    public interface Journal extends Consumer<String> {}

    @Input("memory/target")
    abstract long targetKiB();

    @Input(value = "memory/static-max", orElse = "1048576")
    abstract long limitKiB();

    @Input("vcpus")
    abstract Map<Integer, String> vcpus();

    @Derived
    @Publish("data/goal")
    static long goalKiB(long targetKiB, long limitKiB) {
        return Math.min(targetKiB, limitKiB);
    }

    @Derived
    @Publish("data/online")
    static long online(Map<Integer, String> vcpus) {
        return vcpus.values().stream().filter("online"::equals).count();
    }

    @Effect
    void resize(long goalKiB) {
        journal.accept("resize " + goalKiB);
    }
}
