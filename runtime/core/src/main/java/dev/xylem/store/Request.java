package dev.xylem.store;

import org.jspecify.annotations.Nullable;

/**
 * One operation of a transaction and what it answered.
 *
 * @param argument the value or permissions of a change
 * @param reply the value, names, number or permissions; {@link Execution#DONE}; or the {@link Errno} of a refusal
 */
record Request(Operation operation, Path path, @Nullable Object argument, Object reply) {
    boolean succeeded() {
        return !(reply instanceof Errno);
    }
}
