package dev.xylem.processor.model;

/**
 * What makes a value a family of states.
 *
 * @param each whose states they are
 * @param fold how each of them begins and goes on; its resets are counted among all parameters that mean values
 * @param state the type of one of them
 */
public record States(Each each, Fold fold, ValueType state) {}
