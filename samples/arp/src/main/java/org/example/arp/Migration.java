package org.example.arp;

import java.util.ArrayList;
import java.util.List;

/** A virtual machine moves to another host, and the flows to it, and only they, send elsewhere from then on. */
public final class Migration {
    private Migration() {}

    /** Prints what happens. */
    public static void main(String[] args) {
        Ip moving = Ip.parse("10-0-0-7");
        List<Flow> flows = new ArrayList<>();
        try (XylemNetwork network = XylemNetwork.builder()
                .initial(tx -> {
                    for (int host = 1; host <= 99; host++) {
                        tx.neighbours()
                                .arp(Ip.parse("10-0-0-" + host), new Entry("00:16:3e:00:00:" + (10 + host % 90), host));
                    }
                })
                .start()) {
            for (int i = 0; i < 990; i++) {
                Ip to = Ip.parse("10-0-0-" + (10 + i % 90));
                flows.add(
                        new Flow("flow " + i, to, network.changes().neighbours().routes()));
            }
            for (int i = 990; i < 1000; i++) {
                flows.add(new Flow(
                        "flow " + i, moving, network.changes().neighbours().routes()));
            }
            System.out.println("on " + moving + " depend "
                    + network.changes().neighbours().routes().dependents(moving));
            network.commit(tx -> tx.neighbours().arp(moving, new Entry("00:16:3e:00:00:17", 0)));
            System.out.print(network.explain("neighbours.routes[" + moving + "]"));
        }
        long moved = flows.stream().filter(flow -> flow.moves() == 1).count();
        System.out.println(moved + " of " + flows.size() + " flows moved");
        flows.forEach(Flow::close);
    }
}
