package dev.xylem.ninep.store;

import dev.xylem.Subscription;
import dev.xylem.ninep.tree.Attributes;
import dev.xylem.ninep.tree.Entry;
import dev.xylem.ninep.tree.NinepException;
import dev.xylem.ninep.tree.OpenFile;
import dev.xylem.ninep.tree.Opening;
import dev.xylem.ninep.wire.Errno;
import dev.xylem.ninep.wire.Qid;
import dev.xylem.spi.Values;
import dev.xylem.store.Acl;
import dev.xylem.store.Path;
import dev.xylem.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/** The changes in a directory as lines: the number of a commit, and a path from the directory on. Not listed. */
final class EventsEntry extends PlainFile {
    /** Begins to fill a queue. Returns what ends it. */
    private interface Origin {
        Runnable begin(EventQueue queue) throws NinepException;
    }

    private final Qid qid;
    private final Origin origin;

    private EventsEntry(View view, Entry parent, Qid qid, Origin origin) {
        super(view, Directory.EVENTS, parent);
        this.qid = qid;
        this.origin = origin;
    }

    /** Of every commit; what the store tells of itself does not count. */
    static EventsEntry ofAll(View view, Entry parent) {
        Qid qid = Ids.of(Ids.Sort.FIXED, RootDirectory.EVENTS_ID, false, 0);
        return new EventsEntry(
                view,
                parent,
                qid,
                queue -> watch(view, Path.ROOT, (commit, path) -> {
                    if (!path.startsWith("/sys/")) {
                        queue.add(commit, path.length() == 1 ? RootDirectory.STORE : RootDirectory.STORE + path);
                    }
                }));
    }

    /** Of a node and what is below. */
    static EventsEntry of(View view, Entry parent, Spot spot) {
        Qid qid = spot.qid(Ids.Sort.EVENTS, 0);
        Path node = spot.path();
        int cut = node.depth() == 0 ? 1 : node.toString().length() + 1;
        boolean everything = node.depth() == 0;
        return new EventsEntry(view, parent, qid, queue -> {
            if (!view.may(Acl.READ, view.visible(spot))) {
                throw new NinepException(Errno.EACCES);
            }
            return watch(view, node, (commit, path) -> {
                if (!everything || !path.startsWith("/sys/")) {
                    queue.add(commit, path.length() < cut || path.length() == 1 ? "." : path.substring(cut));
                }
            });
        });
    }

    private static Runnable watch(View view, Path path, EventHub.Listener listener) throws NinepException {
        try {
            return view.hub().watch(path, listener);
        } catch (StoreException refused) {
            throw View.refused(refused);
        }
    }

    /** Of values by their names. */
    static EventsEntry of(View view, Entry parent, Naming.Place place) {
        Qid qid = Ids.of(Ids.Sort.EVENTS, place.number, false, 0);
        return new EventsEntry(view, parent, qid, queue -> {
            List<Subscription> subscriptions = new ArrayList<>();
            for (Naming.Named named : place.values) {
                Values.Instances instances = named.instances();
                if (instances != null && view.mayList(named.value())) {
                    subscriptions.add(instances.subscribe((commit, keys) ->
                            keys.forEach(key -> queue.add(commit, instance(named.file(), key)))));
                } else if (instances == null && view.maySee(named.value())) {
                    subscriptions.add(
                            view.values().subscribe(named.value(), commit -> queue.add(commit, named.file())));
                }
            }
            return () -> subscriptions.forEach(Subscription::close);
        });
    }

    /** The file of an instance, from the directory of the events on; what has no file is told as its family. */
    private static String instance(String family, String key) {
        String file = FileName.of(key);
        if (file == null) {
            return family.isEmpty() ? "." : family;
        }
        return family.isEmpty() ? file : family + "/" + file;
    }

    @Override
    public Qid qid() {
        return qid;
    }

    @Override
    public Attributes attributes() {
        return new Attributes(0444, view.owner(), view.owner(), 0, view.tree().time(0));
    }

    @Override
    void checkWritable() throws NinepException {
        throw new NinepException(Errno.EACCES);
    }

    @Override
    public OpenFile open(Opening how, Runnable wake) throws NinepException {
        if (how.write() || how.truncate()) {
            checkWritable();
        }
        EventQueue queue = new EventQueue(view.budget(), wake);
        return new EventFile(queue, origin.begin(queue));
    }
}
