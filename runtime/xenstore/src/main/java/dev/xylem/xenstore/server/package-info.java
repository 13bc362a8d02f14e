/**
 * The server's side of the protocol, independent of the transport.
 *
 * <p>A {@link dev.xylem.xenstore.server.XenstoreServer} makes one {@link dev.xylem.xenstore.server.Client} for each
 * connection; a transport hands it octets and sends what it answers. How a request flows:
 * <ol>
 *   <li>{@code Client} takes messages off the input as long as the client takes its replies and events, and hands each to the
 *       {@code Dispatcher};
 *   <li>{@code OperationTable} has an {@code Operation} for it: a row with the {@code Rule} of access, the {@code Shape} of
 *       the arguments, the {@code TransactionUse}, the {@code Effect} and the quotas that may be in the way. A rule comes
 *       with the handler and decides what that gets at: a node as the store lets this client have it ({@code
 *       NodeOperations}), the client's own connection ({@code ClientOperations}), or the server as a whole ({@code
 *       Administration}: {@code DomainOperations}, {@code QuotaOperations}, {@code Control});
 *   <li>{@code Exchange} holds the arguments and the reply; {@code RequestLog} and {@code Counters} note what came of it.
 * </ol>
 *
 * <p>Watch events wait in the client's {@code EventQueue}. {@code SysServer}, {@code SysConnections}, {@code SysQuotas} and
 * {@code SysLog} show below {@code /sys} what a server does. A server and its clients belong to one thread; watch events,
 * counters, the log and wake-ups cross threads.
 */
@NullMarked
package dev.xylem.xenstore.server;

import org.jspecify.annotations.NullMarked;
