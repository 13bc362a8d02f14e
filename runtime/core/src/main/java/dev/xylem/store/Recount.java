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
        Map<Principal, Integer> counted = new HashMap<>();
        Owners.recount(state.root(), counted);
        Owners.recount(state.specials(), counted);
        Map<Principal, Integer> stored = state.usage();
        List<String> differences = new ArrayList<>();
        TreeSet<Principal> all =
                new TreeSet<>(Comparator.comparing(Principal::toString).thenComparingInt(Principal::incarnation));
        all.addAll(counted.keySet());
        all.addAll(stored.keySet());
        for (Principal principal : all) {
            int truth = counted.getOrDefault(principal, 0);
            int kept = stored.getOrDefault(principal, 0);
            if (truth != kept) {
                differences.add("principal " + principal + " owns " + truth + " nodes, counter says " + kept);
            }
        }
        int size = counted.values().stream().mapToInt(Integer::intValue).sum();
        int kept = state.root().size() + state.specials().size();
        if (size != kept) {
            differences.add("the tree has " + size + " nodes, its root says " + kept);
        }
        return differences;
    }
}
