/**
 * The transactional store: an immutable tree whose root a commit swaps.
 *
 * <p>How a commit flows: {@link dev.xylem.store.Session} (or {@link dev.xylem.store.Transaction}) takes the operation,
 * {@code Reading} and {@code Writing} decide access and quota and do it on a {@code Working} copy, a transaction notes what
 * it saw in its {@code Footprint}; at the end {@code CommitLadder} climbs {@code Validation}, {@code Merge} and {@code
 * Replay}, {@code Committer} runs the {@link dev.xylem.store.Cycle}, swaps the root and lets {@code WatchFiring} tell the
 * watches.
 *
 * <p>Rule ids in comments and tests (P-1, A-2, T-9 ...) are those of the XenStore rules in {@code docs}.
 */
@NullMarked
package dev.xylem.store;

import org.jspecify.annotations.NullMarked;
