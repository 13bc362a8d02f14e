package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;
import java.util.Optional;

/** A process on Unix with an embedded store. */
public record UnixTarget() implements Target {
    @Override
    public String name() {
        return "unix";
    }

    @Override
    public Optional<String> home() {
        return Optional.of("/local/domain/0");
    }

    @Override
    public ClassId access() {
        return ClassId.of("dev.xylem.store", "UnixAccess");
    }

    @Override
    public ClassId setup() {
        return ClassId.of("dev.xylem.graph", "Setup");
    }

    @Override
    public boolean remote() {
        return false;
    }

    @Override
    public Optional<ClassId> naming() {
        return Optional.empty();
    }

    @Override
    public ClassId launcher() {
        return ClassId.of("dev.xylem.unix.launch", "Launcher");
    }
}
