/**
 * Update cycles of generated programs against hand-written Java for the same graph.
 *
 * <p>{@link dev.xylem.benchmarks.graph.Ratios} prints the table; docs/performance.md holds one. The workloads follow the
 * kairo group of js-reactivity-benchmark. One update is one commit.
 */
@NullMarked
package dev.xylem.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
