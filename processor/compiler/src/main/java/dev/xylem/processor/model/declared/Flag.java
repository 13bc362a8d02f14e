package dev.xylem.processor.model.declared;

/** What a declaration may be besides its name and type. */
public enum Flag {
    ABSTRACT,
    STATIC,
    FINAL,
    /** It declares type parameters. */
    GENERIC,
    /** It stands inside another class. */
    NESTED,
    SEALED,
    /** It returns an {@code AutoCloseable}. */
    CLOSEABLE,
    /** It is published only where its directory is. */
    EXISTING,
    /** A fold that runs in the first cycle. */
    AT_START
}
