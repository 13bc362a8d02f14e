package dev.xylem.ninep.server;

import dev.xylem.ninep.wire.Message;

/**
 * What clients may use. Beyond a limit a request is refused, never the server's memory.
 *
 * @param message octets of the longest message, what is offered when a client asks for more
 * @param fids fids of one connection (EMFILE)
 * @param allFids fids of all connections together (ENFILE)
 * @param waiting requests of one connection that wait for something (EAGAIN)
 * @param waitingOctets octets of these requests; beyond that the connection is not read until some are done
 * @param listings directories of one connection whose entries are kept between two reads; others are listed anew
 */
public record Limits(int message, int fids, int allFids, int waiting, int waitingOctets, int listings) {
    /** The least size of a message that is accepted from a client. */
    public static final int LEAST_MESSAGE = 512;

    /** Limits for a server on one machine. */
    public static final Limits DEFAULT = new Limits(64 * 1024, 16_384, 262_144, 1024, 256 * 1024, 8);

    /** Checks that every limit makes sense. */
    public Limits {
        if (message < LEAST_MESSAGE || message > 1 << 24) {
            throw new IllegalArgumentException("messages of " + message + " octets: use 512 to 16777216");
        }
        if (fids < 1 || allFids < fids || waiting < 1 || waitingOctets < message || listings < 1) {
            throw new IllegalArgumentException("a limit is too small: " + fids + " fids, " + allFids + " in all, "
                    + waiting + " requests of " + waitingOctets + " octets, " + listings + " listings");
        }
    }

    /** Most octets of data that a read or write of a message of this size carries. */
    static int payload(int message) {
        return message - Message.IO_HEADER;
    }
}
