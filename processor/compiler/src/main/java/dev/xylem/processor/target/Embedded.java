package dev.xylem.processor.target;

import dev.xylem.processor.model.ClassId;
import java.util.Optional;

/** Targets whose programs are a store themselves. */
sealed interface Embedded extends Target permits ControlDomain, UnixTarget {
    @Override
    default Optional<String> home() {
        return Optional.of("/local/domain/0");
    }

    @Override
    default ClassId setup() {
        return ClassId.of("dev.xylem.graph", "Setup");
    }

    @Override
    default boolean remote() {
        return false;
    }

    @Override
    default Optional<ClassId> naming() {
        return Optional.empty();
    }
}
