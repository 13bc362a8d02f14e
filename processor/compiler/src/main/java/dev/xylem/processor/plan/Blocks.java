package dev.xylem.processor.plan;

import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Groups derived values into blocks that are recomputed whole.
 *
 * <p>Testing whether each value changed costs more than computing a small function on primitives. So values that all hang on
 * one driver are computed together, and only what the rest of the program asks for is compared. That may compute values that
 * a test would have spared; yet in no cycle more than as many again as had to be computed:
 *
 * <p>An evaluation that must be is worth two, of which one pays for itself. Values of a block that read a changed driver must
 * be computed, and all those on the way to a value that changed. A block may therefore be as large as twice its number of
 * direct readers plus the credit of its driver. What is left when one of its values has changed, which is at least twice the
 * length of the way to it, is that value's credit; no two blocks spend the same. Along a chain the sizes are 2, 4, 8 and so on.
 * What asks for a value with several sources: {@link Drivers}. Of {@link Dense} stretches no account is kept.
 */
final class Blocks {
    /** Keeps a method below the 8000 bytes that HotSpot compiles: an argument takes about ten, a value as two more. */
    private static final int WEIGHT = 400;

    private final List<Slot> slots;
    /** What a value that changed leaves to others besides what its block leaves whenever it runs. */
    private final int[] extra;

    private final int[] way;
    private final List<Block> blocks = new ArrayList<>();
    private final Drivers drivers;
    private final Dense dense;
    private final List<Integer> open = new ArrayList<>();
    private int driver = -1;
    private int direct;

    private Blocks(List<Slot> slots) {
        this.slots = slots;
        this.extra = new int[slots.size()];
        this.way = new int[slots.size()];
        this.drivers = new Drivers(slots.size());
        this.dense = new Dense(slots);
    }

    /** The regions of the derived slots, in order. */
    static List<Region> regions(List<Slot> slots, int inputs) {
        return new Blocks(slots).group(inputs);
    }

    private List<Region> group(int inputs) {
        List<Region> regions = new ArrayList<>();
        int first = inputs;
        int weight = 0;
        for (int index = inputs; index < slots.size(); index++) {
            if (index == first && dense(first)) {
                Block block = blocks.get(0);
                regions.add(new Region(regions.size(), first, block.slots().size(), blocks));
                blocks.clear();
                first += block.slots().size();
                index = first - 1;
                weight = 0;
                continue;
            }
            weight += weight(index);
            if (index - first == Region.LIMIT || weight > WEIGHT && index > first) {
                regions.add(close(regions.size(), first, index - first));
                first = index;
                weight = 0;
                index--;
                continue;
            }
            place(slots.get(index));
        }
        if (first < slots.size()) {
            regions.add(close(regions.size(), first, slots.size() - first));
        }
        return regions;
    }

    private int weight(int slot) {
        return 2 + slots.get(slot).sources().size();
    }

    /** Makes a block of as many values as go into a region, if they are a dense stretch. */
    private boolean dense(int first) {
        int size = 0;
        for (int weight = 0; size < Region.LIMIT && first + size < slots.size(); size++) {
            Slot slot = slots.get(first + size);
            weight += weight(first + size);
            if (weight > WEIGHT
                    || !cheap(slot.node())
                    || changing(slot).size() < slot.sources().size()) {
                break;
            }
        }
        List<Integer> reads = dense.reads(first, size);
        if (reads.isEmpty()) {
            return false;
        }
        List<Integer> members = IntStream.range(first, first + size).boxed().toList();
        placed(new Block(members, new ArrayList<>(drivers.of(new TreeSet<>(reads), false)), reads), 0);
        return true;
    }

    private Region close(int index, int first, int size) {
        finish();
        Region region = new Region(index, first, size, blocks);
        blocks.clear();
        return region;
    }

    private void place(Slot slot) {
        TreeSet<Integer> outside = changing(slot);
        outside.removeAll(open);
        boolean cheap = cheap(slot.node());
        boolean reads = outside.contains(driver);
        boolean fits = cheap
                && !open.isEmpty()
                && driver >= 0
                && (outside.isEmpty() || outside.size() == 1 && reads)
                && open.size() + 1 <= credit(driver) + 2 * (direct + (reads ? 1 : 0));
        if (!fits) {
            finish();
            outside = changing(slot);
            driver = cheap && outside.size() == 1 ? outside.first() : -1;
            direct = 0;
            reads = true;
        }
        open.add(slot.index());
        direct += reads ? 1 : 0;
        way[slot.index()] = 1
                + slot.sources().stream()
                        .mapToInt(source -> open.contains(source) ? way[source] : 0)
                        .min()
                        .orElse(0);
        if (driver < 0) {
            finish();
        }
    }

    /** The sources of a value without constants. */
    private TreeSet<Integer> changing(Slot slot) {
        TreeSet<Integer> changing = new TreeSet<>(slot.sources());
        changing.removeIf(source -> slots.get(source).constant().isPresent());
        return changing;
    }

    private void finish() {
        if (open.isEmpty()) {
            return;
        }
        TreeSet<Integer> reads = new TreeSet<>();
        for (int slot : open) {
            reads.addAll(changing(slots.get(slot)));
        }
        reads.removeAll(open);
        int last = open.get(open.size() - 1);
        if (driver >= 0) {
            int left = credit(driver) + 2 * direct - open.size();
            spend(driver);
            extra[last] = 2 * (way[last] - 1);
            placed(new Block(open, List.of(driver), List.of(driver)), left);
        } else {
            boolean cheap = cheap(slots.get(last).node());
            TreeSet<Integer> asked = drivers.of(reads, cheap);
            if (cheap && asked.size() == 1 && reads.containsAll(asked) && joined(last, asked.first(), reads)) {
                open.clear();
                return;
            }
            boolean gathers = !reads.containsAll(asked);
            extra[last] = gathers ? 1 : 0;
            placed(new Block(open, new ArrayList<>(asked), new ArrayList<>(reads)), gathers ? 0 : 1);
        }
        open.clear();
        driver = -1;
    }

    /**
     * Joins a value with the blocks before it, if it reads all their values and they hang on its own driver: as it must be
     * computed in any case, they are computed with it. That takes no longer than to ask for each and to load those that did
     * not change. So what a value reads may add to the account of evaluations as much as it has parameters.
     */
    private boolean joined(int value, int driver, TreeSet<Integer> reads) {
        int from = blocks.size();
        TreeSet<Integer> members = new TreeSet<>();
        TreeSet<Integer> outside = new TreeSet<>(reads);
        while (from > 0 && reads.containsAll(blocks.get(from - 1).slots())) {
            Block block = blocks.get(from - 1);
            if (!block.slots().stream().allMatch(slot -> cheap(slots.get(slot).node()))) {
                break;
            }
            members.addAll(block.slots());
            outside.addAll(block.reads());
            from--;
        }
        outside.removeAll(members);
        if (members.isEmpty() || !outside.equals(Set.of(driver))) {
            return false;
        }
        members.forEach(member -> extra[member] = 0);
        members.add(value);
        blocks.subList(from, blocks.size()).clear();
        placed(new Block(new ArrayList<>(members), List.of(driver), List.of(driver)), 0);
        return true;
    }

    private void placed(Block block, int left) {
        blocks.add(block);
        drivers.placed(block, left);
    }

    private int credit(int slot) {
        return extra[slot] + drivers.spareAfter(slot);
    }

    private void spend(int slot) {
        extra[slot] = 0;
        drivers.spend(slot);
    }

    /** Only static methods on primitives are computed where nothing asks for it: they are short and touch nothing. */
    private static boolean cheap(Graph.Node node) {
        return node.value() instanceof Value.Derived derived
                && derived.isStatic()
                && derived.fold().isEmpty()
                && derived.constant().isEmpty()
                && derived.publish().isEmpty()
                && primitive(derived.type())
                && derived.parameters().stream()
                        .map(Parameter::type)
                        .allMatch(type -> type.slots() > 0 && !type.boxed().equals(type));
    }

    private static boolean primitive(ValueType type) {
        return type instanceof ValueType.Scalar scalar && !scalar.boxed();
    }
}
