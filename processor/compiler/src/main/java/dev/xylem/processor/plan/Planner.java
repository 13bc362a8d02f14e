package dev.xylem.processor.plan;

import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes the plan of a program. */
public final class Planner {
    /** Up to this many values, local variables and fields beat arrays; docs/decisions has the figures. */
    static final int FIELDS_LIMIT = 24;

    private Planner() {}

    /** The plan for an application whose graph is free of errors. */
    public static ProgramPlan plan(Application application, Graph graph) {
        Map<String, List<Graph.Node>> inputs = new LinkedHashMap<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.value() instanceof Value.Input) {
                inputs.computeIfAbsent(node.path().orElseThrow(), path -> new ArrayList<>())
                        .add(node);
            }
        }
        List<List<Graph.Node>> order = new ArrayList<>(inputs.values());
        Order.of(graph).forEach(node -> order.add(List.of(node)));
        List<Slot> plain = slots(graph, order);
        List<Integer> slotOfNode = slotOfNode(graph, plain);
        List<Region> regions = Blocks.regions(plain, inputs.size());
        UniqueNames names = new UniqueNames();
        List<ProgramPlan.Effect> effects = graph.effects().stream()
                .map(effect -> new ProgramPlan.Effect(
                        effect,
                        names.of(effect.use().name(), effect.effect().name()),
                        effect.arguments().stream().map(slotOfNode::get).toList()))
                .toList();
        List<Slot> marked = Fresh.mark(plain, regions, effects);
        Storage storage = storage(marked, regions, effects);
        List<Slot> slots = plain.size() <= FIELDS_LIMIT && storage == Storage.FIELDS ? plain : marked;
        return new ProgramPlan(
                application,
                slots,
                inputs.size(),
                slotOfNode,
                storage,
                regions,
                flagged(slots, inputs.size(), storage, regions, effects),
                effects);
    }

    private static Storage storage(List<Slot> slots, List<Region> regions, List<ProgramPlan.Effect> effects) {
        int arguments = effects.stream().mapToInt(e -> e.sources().size()).sum();
        long kept = slots.stream().filter(slot -> !slot.fresh()).count();
        boolean small = kept <= FIELDS_LIMIT && regions.size() <= 1 && effects.size() + arguments <= 2 * FIELDS_LIMIT;
        return small ? Storage.FIELDS : Storage.ARRAYS;
    }

    private static List<Slot> slots(Graph graph, List<List<Graph.Node>> order) {
        int[] slotOf = new int[graph.nodes().size()];
        for (int slot = 0; slot < order.size(); slot++) {
            for (Graph.Node node : order.get(slot)) {
                slotOf[node.index()] = slot;
            }
        }
        UniqueNames names = new UniqueNames();
        List<Slot> slots = new ArrayList<>();
        for (List<Graph.Node> nodes : order) {
            Graph.Node node = nodes.get(0);
            List<Integer> sources =
                    node.arguments().stream().map(argument -> slotOf[argument]).toList();
            slots.add(new Slot(
                    slots.size(),
                    nodes,
                    sources,
                    names.of(node.use().name(), node.value().name()),
                    ArrayKind.of(node.value().type()),
                    false,
                    0));
        }
        return Fresh.place(slots);
    }

    private static List<Integer> slotOfNode(Graph graph, List<Slot> slots) {
        Integer[] slotOfNode = new Integer[graph.nodes().size()];
        for (Slot slot : slots) {
            slot.nodes().forEach(node -> slotOfNode[node.index()] = slot.index());
        }
        return List.of(slotOfNode);
    }

    private static TreeSet<Integer> flagged(
            List<Slot> slots, int inputs, Storage storage, List<Region> regions, List<ProgramPlan.Effect> effects) {
        TreeSet<Integer> flagged = new TreeSet<>();
        regions.forEach(region -> region.blocks().forEach(block -> flagged.addAll(block.drivers())));
        // Where there are many effects, each compares its fresh value itself.
        boolean comparing = storage == Storage.ARRAYS && effects.size() > 1;
        effects.forEach(effect -> effect.sources().stream()
                .filter(slot -> !comparing || !slots.get(slot).fresh())
                .forEach(flagged::add));
        slots.stream().filter(Slot::published).forEach(slot -> flagged.add(slot.index()));
        slots.forEach(slot -> flagged.addAll(slot.resets()));
        flagged.removeIf(slot -> slot < inputs);
        return flagged;
    }
}
