package dev.xylem.processor.plan;

import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Parameter;
import java.util.List;
import java.util.Set;

/**
 * Everything that is decided about a program.
 *
 * @param slots the places of the values; the index of a slot is its place in this list
 * @param inputs how many inputs there are; their slots come first
 * @param slotOfNode the slot of each node of the graph
 * @param regions the derived values in the order of evaluation
 * @param flagged the derived slots whose change somebody outside their block asks for
 * @param effects the effects in the order in which they run
 */
public record ProgramPlan(
        Application application,
        List<Slot> slots,
        int inputs,
        List<Integer> slotOfNode,
        Storage storage,
        List<Region> regions,
        Set<Integer> flagged,
        List<Effect> effects) {
    /** Up to this many primitive inputs, comparing all is cheaper than marking one. */
    private static final int COMPARED = 16;

    /**
     * An effect.
     *
     * @param node the effect as resolved
     * @param name unique in the program and a Java identifier
     * @param sources the slot that each parameter reads
     */
    public record Effect(Graph.EffectNode node, String name, List<Integer> sources) {
        public Effect {
            sources = List.copyOf(sources);
        }
    }

    public ProgramPlan {
        slots = List.copyOf(slots);
        slotOfNode = List.copyOf(slotOfNode);
        regions = List.copyOf(regions);
        flagged = Set.copyOf(flagged);
        effects = List.copyOf(effects);
    }

    /** How many words of change bits the inputs take. */
    public int inputWords() {
        return (inputs + Region.LIMIT - 1) / Region.LIMIT;
    }

    /** The word of the change bit of a slot: words of inputs first, then one word per region. */
    public int word(int slot) {
        if (slot < inputs) {
            return slot / Region.LIMIT;
        }
        int low = 0;
        int high = regions.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (regions.get(middle).first() <= slot) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return inputWords() + low;
    }

    /** The first slot of a word, or the number of slots for the word after the last. */
    public int firstOf(int word) {
        if (word < inputWords()) {
            return word * Region.LIMIT;
        }
        int region = word - inputWords();
        return region < regions.size() ? regions.get(region).first() : slots.size();
    }

    /** The change bit of a slot in its word. */
    public long bit(int slot) {
        return 1L << (slot - firstOf(word(slot)));
    }

    /** The blocks of all regions, in order. */
    public List<Block> blocks() {
        return regions.stream().flatMap(region -> region.blocks().stream()).toList();
    }

    /** Whether there is only one effect, and one that holds nothing and runs once, which the committing thread may run without a frame. */
    public boolean runsDirectly() {
        return effects.size() == 1
                && !effects.get(0).sources().isEmpty()
                && effects.get(0).node().effect().each().isEmpty()
                && effects.get(0).node().effect().holds().isEmpty();
    }

    /** Whether there are several effects that the committing thread may run without a frame, where effects are direct. */
    public boolean runsTogether() {
        return storage == Storage.ARRAYS
                && effects.size() > 1
                && effects.stream()
                        .allMatch(effect -> !effect.sources().isEmpty()
                                && effect.node().effect().holds().isEmpty()
                                && effect.node().effect().parameters().stream().noneMatch(Parameter::change));
    }

    /** Whether an effect compares a value with the one before, as nobody else asks whether it changed. */
    public boolean comparedByEffects(int slot) {
        return slots.get(slot).fresh() && !flagged.contains(slot);
    }

    /** Whether inputs are compared at the beginning of the cycle; otherwise they are marked when they are staged. */
    public boolean comparesInputs() {
        return storage == Storage.FIELDS
                && inputs <= COMPARED
                && slots.subList(0, inputs).stream().allMatch(slot -> slot.array() != ArrayKind.REF);
    }

    /** The published slots in increasing order. */
    public List<Slot> published() {
        return slots.stream().filter(Slot::published).toList();
    }
}
