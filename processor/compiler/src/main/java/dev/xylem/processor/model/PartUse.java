package dev.xylem.processor.model;

/**
 * A part as an application uses it.
 *
 * @param name the name in the program, different from that of every other use
 * @param part the part
 * @param base the directory at which relative paths of the part start, normalised, empty for the home of the program
 */
public record PartUse(String name, Part part, String base, Position position) {}
