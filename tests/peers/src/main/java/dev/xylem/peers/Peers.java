package dev.xylem.peers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** For tests that need the daemons of Xen. */
public final class Peers {
    private Peers() {}

    /** Ends the calling test, with the reason, where a daemon cannot run; under CI the test fails. */
    public static void require(Peer peer) {
        peer.missing().ifPresent(reason -> {
            if (System.getenv("CI") != null) {
                fail(reason);
            }
            abort(reason);
        });
    }
}
