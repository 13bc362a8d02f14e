/**
 * A client for XenStore servers: over Unix-domain sockets, the kernel's device {@code /dev/xen/xenbus}, or any other
 * {@link dev.xylem.xenstore.client.Transport}.
 *
 * <pre>{@code
 * try (XenstoreClient store = XenstoreClient.connect()) {
 *     store.write("data/colour", "green");
 *
 *     // All or nothing; runs again after a conflict.
 *     long left = store.transact(transaction -> {
 *         long free = Long.parseLong(transaction.readText("/pool/free")) - 1;
 *         transaction.write("/pool/free", Long.toString(free));
 *         transaction.write("data/leased", "1");
 *         return free;
 *     });
 *
 *     // Waits, at most ten seconds, until both are there.
 *     String address = store.await(
 *             nodes -> Optional.of(nodes.readText("device/vif/0/ip") + "/" + nodes.readText("device/vif/0/mask")),
 *             Duration.ofSeconds(10));
 *
 *     // Called at once, and whenever something below may have changed.
 *     try (Watch watch = store.watch("memory", event -> resize(store))) {
 *         serve();
 *     }
 * }
 * }</pre>
 *
 * <p>An event says only that there may be something to see (V-8), never what: whoever gets one reads.
 * {@link dev.xylem.xenstore.client.XenstoreClient#await} does so by itself;
 * {@link dev.xylem.xenstore.client.EventQueue} is for programs that take all events which wait and read back what they
 * touch.
 *
 * <p>What a server sends is not trusted: what the protocol does not allow ends the connection with an error that says what
 * it was.
 */
@NullMarked
package dev.xylem.xenstore.client;

import org.jspecify.annotations.NullMarked;
