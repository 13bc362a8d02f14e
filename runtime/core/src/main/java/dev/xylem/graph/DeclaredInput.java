package dev.xylem.graph;

import dev.xylem.store.Path;

/**
 * A place in the store that a program reads.
 *
 * @param path absolute
 * @param directory whether everything below it belongs to it
 * @param required whether a commit that leaves it absent is refused
 * @param published whether a commit has to know what the store has of it: a published value depends on it, or it is a request
 */
public record DeclaredInput(Path path, boolean directory, boolean required, boolean published) {}
