package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;

/** A process on Unix with an embedded store. */
public record UnixTarget() implements Embedded {
    @Override
    public String name() {
        return "unix";
    }

    @Override
    public ClassId access() {
        return ClassId.of("dev.xylem.store", "UnixAccess");
    }
}
