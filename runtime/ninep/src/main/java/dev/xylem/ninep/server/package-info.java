/**
 * The server: sessions, fids and requests over a {@link dev.xylem.ninep.tree.Tree}, in all three dialects. Sees octets and no
 * channel; {@code dev.xylem.ninep} puts it on sockets.
 *
 * <p>How a request flows: {@link dev.xylem.ninep.server.Client} cuts messages out of the octets and looks up the handler in
 * {@code Handlers}; a handler takes its arguments from the {@code Call}, does its work on a {@code Fid} and writes the reply.
 * What has to wait is kept as the octets it came as ({@code Waiting}) and handled anew when its file calls for it, so that
 * giving up, by Tflush or a clunk, is only forgetting it.
 *
 * <p>Everything here belongs to one thread, apart from what is said to be thread-safe.
 */
@NullMarked
package dev.xylem.ninep.server;

import org.jspecify.annotations.NullMarked;
