package org.example.arp;

import dev.xylem.family.KeySubscription;
import dev.xylem.family.Keyed;
import java.util.Optional;

/** A connection to an address, which comes and goes while the program runs. */
final class Flow implements AutoCloseable {
    private final KeySubscription<Route> subscription;
    private volatile Optional<Route> route;
    private volatile int moves;

    Flow(String name, Ip to, Keyed<Ip, Route> routes) {
        subscription = routes.subscribe(to, name, change -> move(change.newValue()));
        // What was told meanwhile is newer.
        synchronized (this) {
            if (route == null) {
                route = subscription.initial();
            }
        }
    }

    private synchronized void move(Optional<Route> to) {
        route = to;
        moves++;
    }

    /** Where it sends to at the moment, if anywhere. */
    Optional<Route> route() {
        return route;
    }

    /** How often it was told of another route. */
    int moves() {
        return moves;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
