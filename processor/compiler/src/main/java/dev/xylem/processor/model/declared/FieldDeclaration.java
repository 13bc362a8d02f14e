package dev.xylem.processor.model.declared;

import dev.xylem.processor.model.Position;
import java.util.Set;

/** A field of a part. */
public record FieldDeclaration(String name, Set<Flag> flags, Position position) {
    public FieldDeclaration {
        flags = Set.copyOf(flags);
    }
}
