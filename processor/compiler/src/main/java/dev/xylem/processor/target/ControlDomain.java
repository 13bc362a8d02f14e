package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;
import java.util.Optional;

/** The control domain of a hypervisor whose store the program itself is: guests reach it by their rings. */
public record ControlDomain() implements Target {
    @Override
    public String name() {
        return "xen";
    }

    @Override
    public Optional<String> home() {
        return Optional.of("/local/domain/0");
    }

    @Override
    public ClassId access() {
        return ClassId.of("dev.xylem.store", "XenAccess");
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
