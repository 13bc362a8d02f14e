package org.example.arp;

/** What a flow needs to send. */
public record Route(Ip to, String header) {
    static Route of(Ip ip, Entry entry) {
        return new Route(ip, entry.mac() + (entry.away() ? " by the uplink" : " at port " + entry.port()));
    }
}
