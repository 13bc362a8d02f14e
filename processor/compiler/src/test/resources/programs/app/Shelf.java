package app;

import dev.xylem.Child;
import dev.xylem.Derived;
import dev.xylem.Effect;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.Publish;
import dev.xylem.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Values that are directories. */
@Part
public abstract class Shelf {
    private final Journal journal;

    protected Shelf(Journal journal) {
        this.journal = journal;
    }

    /** How much, for how long, and under which password. */
    public record Limits(
            @Max(100) int soft,
            @Child(value = "static-max", orElse = "1000") long hard,
            Optional<Duration> after,
            @Child(value = "access/password", orElse = "none") Secret<String> password) {
        public Limits {
            if (soft > hard) {
                throw new IllegalArgumentException("soft is above hard");
            }
        }
    }

    /** Where a disk is. */
    public record Disk(String device, Set<UUID> snapshots) {}

    @Input("limits")
    abstract Limits limits();

    @Input("disks")
    @Size(max = 3)
    abstract List<Disk> disks();

    @Input("colours")
    abstract Map<String, Integer> colours();

    @Input("spare")
    abstract Optional<Limits> spare();

    @Derived
    @Publish("total")
    static int total(Map<String, Integer> colours) {
        return colours.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Effect
    void limited(Limits limits) {
        journal.note(limits.soft() + " of " + limits.hard());
    }

    @Effect
    void disked(List<Disk> disks) {
        journal.note("disks " + disks.stream().map(Disk::device).toList());
    }
}
