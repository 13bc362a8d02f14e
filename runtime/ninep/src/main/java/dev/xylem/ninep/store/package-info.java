/**
 * A store, and the named values of the program around it, as a tree of files. {@link dev.xylem.ninep.store.StoreTree} is what
 * a server serves; {@code docs/reference/ninep.md} shows the layout.
 *
 * <p>The classes: {@code View} is one user's view, with the session of the store that decides what the user may do; {@code
 * Directory} and {@code PlainFile} are the two sorts of entries, of which there is one class for each place in the layout;
 * {@code ValueFile}, {@code TextFile}, {@code EventFile} and {@code TransactionFile} are files that somebody has opened.
 */
@NullMarked
package dev.xylem.ninep.store;

import org.jspecify.annotations.NullMarked;
