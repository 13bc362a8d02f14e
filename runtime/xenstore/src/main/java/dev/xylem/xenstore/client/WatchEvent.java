package dev.xylem.xenstore.client;

/**
 * A hint to look again: the node at a path may have changed, and everything below it if it was removed. Events may be
 * spurious, merged and late (V-8); never count them, read.
 *
 * <p>The first event of each watch, and one after each lost connection, has the path of the watch; so has the one that
 * stands for all when a queue was full. Who reads the node and what lies below it at an event with the path of the watch,
 * and the node at any other, misses nothing.
 *
 * @param watch the watch that fired; it may be closed by now
 * @param path the changed path, spelled like the watch: relative if that is (V-5)
 */
public record WatchEvent(Watch watch, String path) {}
