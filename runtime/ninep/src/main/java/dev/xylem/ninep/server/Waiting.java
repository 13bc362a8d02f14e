package dev.xylem.ninep.server;

/** A request that waits: the octets it came as, to be handled anew. */
final class Waiting {
    final int type;
    final int tag;
    final Fid fid;
    final byte[] body;
    /** Nobody waits for the reply any more. */
    boolean flushed;

    Waiting(int type, int tag, Fid fid, byte[] body) {
        this.type = type;
        this.tag = tag;
        this.fid = fid;
        this.body = body;
    }

    /** What it costs to keep it. */
    int octets() {
        return body.length + 64;
    }
}
