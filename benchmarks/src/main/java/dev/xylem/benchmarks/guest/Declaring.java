package dev.xylem.benchmarks.guest;

import dev.xylem.Synthesize;
import dev.xylem.Use;

/** A program with 200 declared values, and 20 published ones. */
@Synthesize(
        uses = {
            @Use(value = Ten.class, name = "ten0", base = "config/0"),
            @Use(value = Ten.class, name = "ten1", base = "config/1"),
            @Use(value = Ten.class, name = "ten2", base = "config/2"),
            @Use(value = Ten.class, name = "ten3", base = "config/3"),
            @Use(value = Ten.class, name = "ten4", base = "config/4"),
            @Use(value = Ten.class, name = "ten5", base = "config/5"),
            @Use(value = Ten.class, name = "ten6", base = "config/6"),
            @Use(value = Ten.class, name = "ten7", base = "config/7"),
            @Use(value = Ten.class, name = "ten8", base = "config/8"),
            @Use(value = Ten.class, name = "ten9", base = "config/9"),
            @Use(value = Ten.class, name = "ten10", base = "config/10"),
            @Use(value = Ten.class, name = "ten11", base = "config/11"),
            @Use(value = Ten.class, name = "ten12", base = "config/12"),
            @Use(value = Ten.class, name = "ten13", base = "config/13"),
            @Use(value = Ten.class, name = "ten14", base = "config/14"),
            @Use(value = Ten.class, name = "ten15", base = "config/15"),
            @Use(value = Ten.class, name = "ten16", base = "config/16"),
            @Use(value = Ten.class, name = "ten17", base = "config/17"),
            @Use(value = Ten.class, name = "ten18", base = "config/18"),
            @Use(value = Ten.class, name = "ten19", base = "config/19"),
        })
interface Declaring {}
