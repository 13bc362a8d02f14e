package org.example.arp;

import dev.xylem.Derived;
import dev.xylem.Input;
import dev.xylem.Part;
import dev.xylem.family.Family;

/** The table of neighbours, and what is derived from it entry by entry. */
@Part
public abstract class Neighbours {
    /** Where each address is reached. */
    @Input("arp")
    abstract Family<Ip, Entry> arp();

    /** How to send to each address. A commit that changes one entry computes one route. */
    @Derived
    static Family<Ip, Route> routes(Family<Ip, Entry> arp) {
        return arp.map(Route::of);
    }

    /** How many addresses are on other hosts; kept by counting what comes and goes. */
    @Derived
    static int away(Family<Ip, Entry> arp) {
        return arp.count(Entry::away);
    }
}
