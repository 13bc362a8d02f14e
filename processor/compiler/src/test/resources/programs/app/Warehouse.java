package app;

import dev.xylem.Synthesize;
import dev.xylem.Use;

/** The same part often enough that values lie in arrays. */
@Synthesize(
        uses = {
            @Use(value = Shelf.class, name = "shelf", base = "a"),
            @Use(value = Shelf.class, name = "second", base = "b"),
            @Use(value = Shelf.class, name = "third", base = "c"),
            @Use(value = Shelf.class, name = "fourth", base = "d"),
            @Use(value = Shelf.class, name = "fifth", base = "e"),
            @Use(value = Shelf.class, name = "sixth", base = "f")
        })
public interface Warehouse {}
