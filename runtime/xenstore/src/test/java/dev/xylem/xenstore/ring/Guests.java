package dev.xylem.xenstore.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Guest ends for tests. */
final class Guests {
    /** Only ends a test that hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Guests() {}

    static GuestEnd attach(ByteBuffer page, EventChannel channel) throws IOException {
        return GuestEnd.attach(page, channel, "test ring", PATIENCE);
    }

    static GuestEnd reattach(ByteBuffer page, EventChannel channel) throws IOException {
        return GuestEnd.reattach(page, channel, "test ring", PATIENCE);
    }
}
