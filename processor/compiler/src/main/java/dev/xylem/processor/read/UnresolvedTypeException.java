package dev.xylem.processor.read;

/** A class cannot be read yet, because it mentions a type that does not exist, or not before a later round. */
public final class UnresolvedTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    UnresolvedTypeException(String type) {
        super("unresolved type " + type, null, false, false);
        this.type = type;
    }

    /** The missing type as the source spells it, or {@code <error>} where the compiler does not tell. */
    public String type() {
        return type;
    }
}
