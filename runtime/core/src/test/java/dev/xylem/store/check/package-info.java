/**
 * The store held against its model: exhaustive and random schedules of transactions, random histories of everything.
 *
 * <p>Nothing here knows how the store works; {@link dev.xylem.store.check.StoreSubject} is the one place that calls it.
 * Budgets and seeds: {@link dev.xylem.check.Budget}.
 */
@NullMarked
package dev.xylem.store.check;

import org.jspecify.annotations.NullMarked;
