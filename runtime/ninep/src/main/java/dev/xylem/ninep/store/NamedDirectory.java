package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.wire.Qid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of names: of values, or of explanations. */
final class NamedDirectory extends Directory {
    private final Entry parent;
    private final Naming.Place place;
    private final boolean explains;

    NamedDirectory(View view, String name, Entry parent, Naming.Place place, boolean explains) {
        super(view, name);
        this.parent = parent;
        this.place = place;
        this.explains = explains;
    }

    @Override
    public Qid qid() {
        return Ids.of(explains ? Ids.Sort.EXPLAINED : Ids.Sort.NAMED, place.number, true, 0);
    }

    @Override
    public Entry parent() {
        return parent;
    }

    @Override
    @Nullable
    Entry find(String child) {
        if (child.equals(EVENTS) && !explains) {
            return EventsEntry.of(view, this, place);
        }
        Naming.Place below = place.below(child);
        return below == null ? null : entry(below);
    }

    private @Nullable Entry entry(Naming.Place below) {
        if (!explains && !below.valued()) {
            // Effects have an explanation, but no value.
            return null;
        }
        if (below.value == null) {
            return new NamedDirectory(view, below.name, this, below, explains);
        }
        if (explains) {
            return new ExplainedEntry(view, this, below, below.value);
        }
        return below.instances == null
                ? new NamedEntry(view, this, below, below.value)
                : new FamilyDirectory(view, this, below, below.value, below.instances);
    }

    @Override
    public List<Listed> list() {
        List<Listed> list = new ArrayList<>();
        for (Naming.Place below : place.below()) {
            Entry entry = entry(below);
            if (entry != null) {
                list.add(Listed.of(entry));
            }
        }
        return list;
    }
}
