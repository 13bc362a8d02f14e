package dev.xylem.ninep.tree;

/**
 * What a file is like at one time.
 *
 * @param permissions the nine bits {@code rwxrwxrwx} of owner, group and others
 * @param owner the number of the owner, unsigned
 * @param group the number of the group, unsigned
 * @param length octets; 0 for directories
 * @param changed when the content changed last, in nanoseconds since 1970
 */
public record Attributes(int permissions, int owner, int group, long length, long changed) {}
