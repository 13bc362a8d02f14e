/**
 * The transactional store: an immutable tree whose root a commit swaps.
 *
 * <p>How a commit flows: {@link dev.xylem.store.Session} (or {@link dev.xylem.store.Transaction}) takes the operation,
 * {@code Reading} and {@code Writing} decide access and quota and do it on a {@code Working} copy, a transaction notes what
 * it saw in its {@code Footprint}; at the end {@code CommitLadder} climbs {@code Validation}, {@code Merge} and {@code
 * Replay}, {@code Committer} runs the {@link dev.xylem.store.Cycle}, swaps the root and lets {@code WatchFiring} tell the
 * watches.
 *
 * <p>The classes by stage. Each knows those of its own stage and of the stages above it in this list, with one exception:
 * {@link dev.xylem.store.Store} at the end puts all of them together, and sessions find them through it.
 * <ol>
 *   <li><em>Names and the tree</em>, immutable: {@link dev.xylem.store.Path} (of {@code Names}), {@link
 *       dev.xylem.store.Principal}, {@link dev.xylem.store.Acl}, {@link dev.xylem.store.Node}, which is a {@code
 *       Leaf} or a {@code Directory}, whose children are in a {@code Shape} (shared through {@code Shapes}) or, when there are many, in a
 *       {@code Branch}.
 *   <li><em>Who may do what</em>: {@link dev.xylem.store.Access} with {@link dev.xylem.store.XenAccess} and {@link
 *       dev.xylem.store.UnixAccess}, {@link dev.xylem.store.Caller} and the {@code Actor} made of it, {@link
 *       dev.xylem.store.Quotas}, {@link dev.xylem.store.Account} and {@code Usage} (with {@code Owners} and {@code Recount}), {@code
 *       Owned} for what the application publishes.
 *   <li><em>Regions and states</em>: {@link dev.xylem.store.Region} with {@code EmbeddedTree} and {@code SysRegion}, {@code
 *       Mounts}; a {@code View} is a {@link dev.xylem.store.Snapshot} or a {@code Working} copy with its {@code Changes};
 *       {@code InitialTree}.
 *   <li><em>One operation</em>: {@code Operation} and {@code Request}, done by {@code Execution} with {@code Reading} and
 *       {@code Writing}, seen by {@code Footprint}.
 *   <li><em>The commit</em>: {@code CommitLadder} and its steps, {@code Committer} with {@link dev.xylem.store.Proposal};
 *       {@code Burial} when a principal ends, {@code Fairness} with {@code Reservation} and {@code Losses} for those that lose,
 *       {@code CommitLog} to look back.
 *   <li><em>The watches</em>: {@code Watch}, {@code WatchIndex}, {@code WatchFiring}, {@link dev.xylem.store.WatchSink}.
 *   <li><em>For users</em>: {@link dev.xylem.store.Store}, {@link dev.xylem.store.Session}, {@link
 *       dev.xylem.store.Transaction}, {@link dev.xylem.store.AccessLog} (kept harmless by {@code GuardedLog}).
 * </ol>
 *
 * <p>The commit lock is {@link dev.xylem.store.Store}'s. Under it: commits with their cycle and events, sessions, watches,
 * the counters of both. Without it: reads, which look at one {@code Snapshot}, and the operations inside a transaction,
 * which only one thread uses.
 *
 * <p>Rule ids in comments and tests (P-1, A-2, T-9 ...) are those of the XenStore rules in {@code docs}.
 */
@NullMarked
package dev.xylem.store;

import org.jspecify.annotations.NullMarked;
