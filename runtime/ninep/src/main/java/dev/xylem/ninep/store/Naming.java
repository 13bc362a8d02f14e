package dev.xylem.ninep.store;

import dev.xylem.spi.Values;
import dev.xylem.spi.Values.Instances;
import dev.xylem.spi.Values.Kind;
import dev.xylem.spi.Values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of a program as a tree: what stands before a period is a directory. Immutable. */
final class Naming {
    /** A directory of names, or a name. */
    static final class Place {
        final int number;
        final String name;
        final @Nullable Place above;
        private final Map<String, Place> below = new TreeMap<>();

        @Nullable
        Value value;

        /** What a family is made of. */
        @Nullable
        Instances instances;

        /** Everything that has a value, here and below, with the path of its file from here. */
        final List<Named> values = new ArrayList<>();

        Place(int number, String name, @Nullable Place above) {
            this.number = number;
            this.name = name;
            this.above = above;
        }

        @Nullable
        Place below(String child) {
            return below.get(child);
        }

        Iterable<Place> below() {
            return below.values();
        }

        boolean directory() {
            return value == null;
        }

        /** Whether there is something here, or below, that has a value. */
        boolean valued() {
            return !values.isEmpty();
        }
    }

    /** A value and the path of its file, or of its directory if it is a family. */
    record Named(Value value, @Nullable Instances instances, String file) {}

    private final Place root = new Place(0, "", null);
    private int places = 1;

    Naming(Values values) {
        for (Value value : values.list()) {
            add(value, value.kind() == Kind.EFFECT ? null : values.instances(value));
        }
    }

    private void add(Value value, @Nullable Instances instances) {
        String[] names = value.name().split("\\.");
        Place place = root;
        for (String name : names) {
            Place above = place;
            place = above.below.computeIfAbsent(name, key -> new Place(places++, key, above));
        }
        place.value = value;
        place.instances = instances;
        if (value.kind() == Kind.EFFECT) {
            return;
        }
        String file = "";
        for (Place at = place; at != null; at = at.above) {
            at.values.add(new Named(value, instances, file));
            file = file.isEmpty() ? at.name : at.name + "/" + file;
        }
    }

    Place root() {
        return root;
    }

    boolean isEmpty() {
        return root.below.isEmpty();
    }

    /** The input of a name, or null. */
    @Nullable
    Value input(String name) {
        Place place = root;
        for (String part : name.split("\\.")) {
            place = place == null ? null : place.below(part);
        }
        Value value = place == null ? null : place.value;
        return value != null && value.kind() == Kind.INPUT ? value : null;
    }
}
