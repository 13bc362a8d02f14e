package dev.xylem.processor.model.declared;

/** The kinds of class. */
public enum ClassKind {
    CLASS("a class"),
    INTERFACE("an interface"),
    ENUM("an enum"),
    RECORD("a record"),
    ANNOTATION("an annotation type");

    private final String shown;

    ClassKind(String shown) {
        this.shown = shown;
    }

    @Override
    public String toString() {
        return shown;
    }
}
