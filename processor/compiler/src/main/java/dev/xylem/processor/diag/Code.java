package dev.xylem.processor.diag;

import java.util.Locale;

/**
 * The codes of diagnostics. A code never changes its meaning and is never used again; each has an entry of its name in
 * {@code docs/reference/errors.md}.
 */
public enum Code {
    ABSTRACT_METHOD,
    ACCESS_RULE,
    APPLICATION_KIND,
    APPLICATION_METHOD,
    CHILD,
    CODEC,
    CONSTANT_METHOD,
    CONSTANT_MISSING,
    CONSTANT_UNKNOWN,
    CONSTANT_VALUE,
    CONSTRAINT,
    CONSTRUCTOR,
    CYCLE,
    DEFAULT_VALUE,
    DEPENDENCY_NAME,
    DEPENDENCY_TYPE,
    DERIVED_METHOD,
    DUPLICATE_FACTORY,
    DUPLICATE_PART,
    DUPLICATE_VALUE,
    EACH,
    EFFECT_METHOD,
    EXPORTER,
    FACTORY_MISSING,
    FIELD_NOT_FINAL,
    FOLD_INITIAL,
    FOLD_METHOD,
    FROM,
    INPUT_METHOD,
    INTERNAL,
    MISPLACED,
    MUTABLE_TYPE,
    NAME_TAKEN,
    NO_TEXT,
    NOT_A_PART,
    NOT_PROCESSED,
    NOT_VISIBLE,
    ONLY_IF,
    OPTION,
    OPTIONAL_PUBLISHED,
    PARAMETER_TYPE,
    PART_KIND,
    PART_MISSING,
    PATH,
    PATH_CONFLICT,
    PRIVATE_TYPE,
    PUBLISH_INPUT,
    PUBLISH_NOT_DERIVED,
    PUBLISH_TWICE,
    RESERVED_NAME,
    SWITCHED_OFF,
    TOO_MANY_PARAMETERS,
    TWO_ROLES,
    UNKNOWN_VALUE,
    UNRESOLVED_TYPE,
    UNSUPPORTED_TYPE,
    UNTRACKED_READ;

    /** The code as it is printed: {@code XylemUnknownValue}. */
    public String text() {
        StringBuilder text = new StringBuilder("Xylem");
        for (String word : name().split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** Where the code is explained, from the root of the repository. */
    public String link() {
        return "docs/reference/errors.md#" + text().toLowerCase(Locale.ROOT);
    }
}
