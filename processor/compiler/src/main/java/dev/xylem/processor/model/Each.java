package dev.xylem.processor.model;

/**
 * What makes a method one for each instance of a family. The family itself is then the first of the parameters that mean values.
 *
 * @param key the parameter that gets the key
 * @param instance the parameter that gets the instance
 * @param form how that one is declared
 */
public record Each(Parameter key, Parameter instance, Form form) {
    /** How an instance is taken. */
    public enum Form {
        /** As itself; not when it is gone. */
        PLAIN,
        /** As an {@code Optional}, empty when it is gone. */
        OPTIONAL,
        /** As a {@code Change} of an {@code Optional}. */
        CHANGE
    }
}
