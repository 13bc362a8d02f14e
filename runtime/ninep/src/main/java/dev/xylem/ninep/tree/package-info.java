/**
 * What a server serves: a tree of synthetic files behind a few small interfaces. Implement {@link
 * dev.xylem.ninep.tree.Tree} and {@link dev.xylem.ninep.tree.Entry}, and {@link dev.xylem.ninep.tree.OpenFile} for what can be
 * read or written; {@link dev.xylem.ninep.server.NinepServer} does the rest.
 *
 * <p>A server calls all of this on its one thread, so nothing here may block. A read that has to wait answers {@link
 * dev.xylem.ninep.tree.OpenFile#WAIT}, anything else throws {@link dev.xylem.ninep.tree.LaterException}; both are asked again.
 */
@NullMarked
package dev.xylem.ninep.tree;

import org.jspecify.annotations.NullMarked;
