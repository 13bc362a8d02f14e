/**
 * The server's side of the protocol, independent of the transport.
 *
 * <p>A {@link dev.xylem.xenstore.server.XenstoreServer} makes one {@link dev.xylem.xenstore.server.Client} for each
 * connection; a transport hands it octets and sends what it answers. What each message type demands and who may send it
 * stands in one table, {@link dev.xylem.xenstore.server.OperationTable}. A server and its clients belong to one thread;
 * watch events, counters and wake-ups cross threads.
 */
@NullMarked
package dev.xylem.xenstore.server;

import org.jspecify.annotations.NullMarked;
