package dev.xylem.processor.model;

import java.util.List;

/**
 * A static method of the application's interface that builds a dependency.
 *
 * @param method its name
 * @param type what it returns
 * @param thrown the checked exceptions that it declares
 */
public record Factory(String method, JavaType type, List<JavaType> thrown, Position position) {
    public Factory {
        thrown = List.copyOf(thrown);
    }
}
