package org.example.arp;

import dev.xylem.family.KeySubscription;
import dev.xylem.store.Store;
import dev.xylem.xen.Script;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

public final class NetworkScript implements Script {
    private static final Ip MOVING = Ip.parse("10-0-0-7");

    private XylemNetwork network;
    private KeySubscription<Route> flow;

    @Override
    public void start(Consumer<String> trace, UnaryOperator<Object> root) {
        XylemNetwork.Builder builder = XylemNetwork.builder().initial(tx -> {
            tx.neighbours().arp(MOVING, new Entry("mac7", 7));
            tx.neighbours().arp(Ip.parse("10-0-0-8"), new Entry("mac8", 8));
        });
        root.apply(builder);
        network = builder.start();
        flow = network.changes()
                .neighbours()
                .routes()
                .subscribe(MOVING, "flow", c -> trace.accept("flow: " + c.oldValue() + " to " + c.newValue()));
        trace.accept("flow: at first " + flow.initial());
        network.changes().neighbours().away(c -> trace.accept("told: away " + c.oldValue() + " to " + c.newValue()));
    }

    @Override
    public Store store() {
        return network.store();
    }

    @Override
    public String act(String word) {
        String[] words = word.split(" ");
        switch (words[0]) {
            case "move" ->
                network.commit(tx ->
                        tx.neighbours().arp(Ip.parse(words[1]), new Entry(words[2], Integer.parseInt(words[3]))));
            case "remove" -> network.commit(tx -> tx.neighbours().removeArp(Ip.parse(words[1])));
            case "explain" -> {
                return network.explain("neighbours.routes[" + MOVING + "]");
            }
            default -> throw new IllegalArgumentException(word);
        }
        return "done";
    }

    @Override
    public String values() {
        return network.snapshot().neighbours().routes().toMap() + " away "
                + network.snapshot().neighbours().away();
    }

    @Override
    public void close() {
        flow.close();
        network.close();
    }
}
