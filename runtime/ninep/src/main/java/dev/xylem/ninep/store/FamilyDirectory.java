package dev.xylem.ninep.store;

import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.Listed;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.spi.Values.Instances;
import dev.xylem.spi.Values.Value;
import dev.xylem.store.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A family by its name: a file for each instance, named by its key. */
final class FamilyDirectory extends Directory {
    private final Entry parent;
    private final Naming.Place place;
    private final Value value;
    private final Instances instances;

    FamilyDirectory(View view, Entry parent, Naming.Place place, Value value, Instances instances) {
        super(view, place.name);
        this.parent = parent;
        this.place = place;
        this.value = value;
        this.instances = instances;
    }

    @Override
    public Qid qid() {
        return Ids.of(Ids.Sort.NAMED, place.number, true, version());
    }

    private long version() {
        return View.version(view.now(), view.values().sources(value));
    }

    @Override
    public Entry parent() {
        return parent;
    }

    private void checkSeen() throws NinepException {
        if (!view.mayList(value)) {
            throw new NinepException(Errno.EACCES);
        }
    }

    @Override
    public Attributes attributes() {
        return new Attributes(
                view.mayList(value) ? 0555 : 0500,
                view.owner(),
                view.owner(),
                0,
                view.tree().time(version()));
    }

    @Override
    @Nullable
    Entry find(String child) throws NinepException {
        if (child.equals(EVENTS)) {
            return EventsEntry.of(view, this, place);
        }
        checkSeen();
        String key = FileName.key(child);
        return key == null || instances.text(key) == null
                ? null
                : new InstanceEntry(view, this, child, place, value, instances, key);
    }

    @Override
    public List<Listed> list() throws NinepException {
        checkSeen();
        List<Listed> list = new ArrayList<>();
        // Once for all: what a computed family comes from is not asked for each of its instances.
        long computed = version();
        for (String key : instances.keys()) {
            String file = FileName.of(key);
            if (file != null) {
                Path path = instances.path(key);
                long version = path == null ? computed : InstanceEntry.version(view, path);
                list.add(new Listed(file, Ids.of(place.number, key, version)));
            }
        }
        return list;
    }
}
