/**
 * Values made of several nodes: records, lists, sets and maps that lie in a directory. {@link dev.xylem.subtree.Subtree} reads
 * and writes one; generated code composes them by {@link dev.xylem.subtree.Subtrees}.
 */
@NullMarked
package dev.xylem.subtree;

import org.jspecify.annotations.NullMarked;
