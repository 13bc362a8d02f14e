/**
 * The store's tree against maps.
 *
 * <pre>java -cp benchmarks/target/benchmarks.jar dev.xylem.benchmarks.store.TreeReport</pre>
 */
@NullMarked
package dev.xylem.benchmarks.store;

import org.jspecify.annotations.NullMarked;
