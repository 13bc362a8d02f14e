package org.example.arp;

import dev.xylem.Child;

/**
 * Where an address is reached: the nodes {@code arp/10-0-0-7/mac} and {@code arp/10-0-0-7/port}.
 *
 * @param port of the switch; 0 is the uplink
 */
public record Entry(String mac, @Child(orElse = "0") int port) {
    /** Whether it is on another host. */
    boolean away() {
        return port == 0;
    }
}
