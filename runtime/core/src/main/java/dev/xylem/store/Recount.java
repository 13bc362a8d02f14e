package dev.xylem.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares the counters of a state with its nodes. */
final class Recount {
    private Recount() {}

    static List<String> differences(Snapshot state) {
        Map<Principal, Owners.Sum> counted = new HashMap<>();
        Owners.recount(state.root(), state.counters(), counted);
        Owners.recount(state.specials(), state.counters(), counted);
        Map<Principal, Integer> stored = state.usage();
        List<String> differences = new ArrayList<>();
        TreeSet<Principal> all =
                new TreeSet<>(Comparator.comparing(Principal::toString).thenComparingInt(Principal::incarnation));
        all.addAll(counted.keySet());
        all.addAll(stored.keySet());
        for (Principal principal : all) {
            Owners.Sum truth = counted.getOrDefault(principal, new Owners.Sum());
            int kept = stored.getOrDefault(principal, 0);
            if (truth.nodes != kept) {
                differences.add("principal " + principal + " owns " + truth.nodes + " nodes, counter says " + kept);
            }
            long octets = state.counters().octets(principal);
            if (truth.octets != octets) {
                differences.add("nodes of principal " + principal + " take " + truth.octets + " octets, counter says "
                        + octets);
            }
        }
        int size = counted.values().stream().mapToInt(sum -> sum.nodes).sum();
        int kept = state.root().size() + state.specials().size();
        if (size != kept) {
            differences.add("the tree has " + size + " nodes, its root says " + kept);
        }
        return differences;
    }
}
