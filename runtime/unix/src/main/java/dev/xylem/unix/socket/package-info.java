/**
 * Unix-domain and TCP sockets served by one thread.
 *
 * <p>An {@link dev.xylem.unix.socket.EventLoop} owns a selector, two shared direct buffers and every connection. What is
 * spoken is a {@link dev.xylem.unix.socket.Protocol}; it sees octets and never a channel, so that the same protocol
 * state serves other transports too. Three rules keep memory bounded:
 * <ol>
 *   <li>an idle connection owns no buffer: the loop reads into one shared buffer and sends from another, and a
 *       connection keeps only what could not be consumed or sent;
 *   <li>a connection with unsent output is not read, so a peer that does not read its replies gets no further ones;
 *   <li>what is kept for one connection never exceeds the size of the two shared buffers.
 * </ol>
 */
@NullMarked
package dev.xylem.unix.socket;

import org.jspecify.annotations.NullMarked;
