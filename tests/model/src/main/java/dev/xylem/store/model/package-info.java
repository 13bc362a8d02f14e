/**
 * An executable model of the store: a sorted map of paths and the rules in plain words, sharing no code with the store.
 *
 * <p>Read {@link dev.xylem.store.model.ModelTree} first (what one request does), then {@link
 * dev.xylem.store.model.ModelStore} (sessions, transactions, watches, commits).
 */
@NullMarked
package dev.xylem.store.model;

import org.jspecify.annotations.NullMarked;
