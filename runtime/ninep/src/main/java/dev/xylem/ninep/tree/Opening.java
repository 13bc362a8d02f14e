package dev.xylem.ninep.tree;

/**
 * How a file is opened.
 *
 * @param read for reading, or for executing
 * @param write for writing
 * @param truncate what is there is to go first
 * @param append every write goes to the end
 */
public record Opening(boolean read, boolean write, boolean truncate, boolean append) {
    /** For reading only. */
    public static final Opening READ = new Opening(true, false, false, false);
}
