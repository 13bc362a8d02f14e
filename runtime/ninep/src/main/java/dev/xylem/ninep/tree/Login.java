package dev.xylem.ninep.tree;

/**
 * What a client asks for when it attaches. Only the peer is known to be true.
 *
 * @param peer who is at the other end
 * @param name the user's name as the client gives it; often empty, or "nobody"
 * @param number the user's number as the client gives it, or {@link Peer#UNKNOWN}
 * @param tree which tree is wanted, as text
 */
public record Login(Peer peer, String name, long number, String tree) {}
