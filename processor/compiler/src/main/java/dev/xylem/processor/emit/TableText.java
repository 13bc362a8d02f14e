package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.xylem.processor.model.EffectMethod;
import dev.xylem.processor.model.Fold;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.States;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text from which a program's {@code Table} is read: one line per value and effect, as {@code Table} describes it. */
final class TableText {
    /** A constant of a class file holds at most 65535 bytes. */
    private static final int CHUNK = 40_000;

    /** Without the one for marks. */
    private static final int COLUMNS = 9;

    private final ProgramPlan plan;
    private final List<StringBuilder> chunks = new ArrayList<>();

    private TableText(ProgramPlan plan) {
        this.plan = plan;
    }

    /** The arguments of {@code Table.parse}. */
    static CodeBlock of(ProgramPlan plan) {
        TableText text = new TableText(plan);
        text.build();
        return text.chunks.stream()
                .map(chunk -> CodeBlock.of("$S", chunk.toString()))
                .collect(CodeBlock.joining(",\n"));
    }

    private void build() {
        for (Slot slot : plan.slots()) {
            Value value = slot.value();
            line(
                    kind(value),
                    slot.shown(),
                    value.type().java().shown(),
                    value.type().secret() ? "secret" : "",
                    slot.node().path().orElse(""),
                    sources(slot.sources()),
                    rule(slot.node(), slot.sources()),
                    value.summary(),
                    last(slot),
                    mark(slot.value()));
        }
        for (Slot slot : plan.slots()) {
            for (Graph.Node alias : slot.nodes().subList(1, slot.nodes().size())) {
                line(
                        "ALIAS",
                        alias.shown(),
                        "",
                        "",
                        "",
                        "" + slot.index(),
                        "",
                        alias.value().summary(),
                        "");
            }
        }
        for (ProgramPlan.Effect effect : plan.effects()) {
            EffectMethod method = effect.node().effect();
            PartUse use = effect.node().use();
            line(
                    "EFFECT",
                    use.name() + "." + method.name(),
                    "",
                    "",
                    "",
                    sources(effect.sources()),
                    call(use, method.name(), effect.sources(), method.each().isPresent(), Optional.empty()),
                    method.summary(),
                    "");
        }
    }

    private static String kind(Value value) {
        if (value instanceof Value.Input input) {
            if (input.type().core() instanceof TreeType) {
                return "TREE";
            }
            return input.required() ? "REQUIRED" : input.orElse().isPresent() ? "DEFAULTED" : "OPTIONAL";
        }
        if (((Value.Derived) value).constant().isPresent()) {
            return "CONSTANT";
        }
        return ((Value.Derived) value).fold().isPresent() ? "FOLD" : "DERIVED";
    }

    private static String last(Slot slot) {
        if (slot.value() instanceof Value.Input input) {
            return input.orElse().orElse("");
        }
        return slot.fold().map(fold -> FoldCode.column(fold, slot)).orElse("");
    }

    /** What is unusual about a value; nothing of most. */
    private static String mark(Value value) {
        if (value instanceof Value.Input input) {
            return input.acknowledge().map(text -> "=" + text).orElse("");
        }
        Value.Derived derived = (Value.Derived) value;
        return (derived.existing() ? "existing " : "")
                + (derived.fold().filter(Fold::atStart).isPresent() ? "start" : "");
    }

    private String rule(Graph.Node node, List<Integer> sources) {
        if (node.value() instanceof Value.Derived derived) {
            if (derived.constant().isPresent()) {
                return ConstantCode.rule(derived.constant().get());
            }
            return call(
                    node.use(),
                    derived.name(),
                    sources,
                    derived.states().isPresent(),
                    derived.fold().or(() -> derived.states().map(States::fold)));
        }
        Value.Input input = (Value.Input) node.value();
        if (input.type().core() instanceof TreeType) {
            return "input, the directory";
        }
        if (input.required()) {
            return "input, required";
        }
        if (input.orElse().isEmpty()) {
            return "input, may be absent";
        }
        return input.type().secret()
                ? "input, otherwise a secret default"
                : "input, otherwise " + input.orElse().get();
    }

    /** How a method is called; one for each instance of a family is said to take each of its first argument. */
    private String call(PartUse use, String method, List<Integer> sources, boolean each, Optional<Fold> fold) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Slot source = plan.slots().get(sources.get(i));
            boolean own =
                    source.nodes().stream().anyMatch(node -> node.use().name().equals(use.name()));
            arguments.add(
                    (each && i == 0 ? "each of " : "") + (own ? source.value().name() : source.shown()));
        }
        fold.ifPresent(f -> arguments.add(Math.min(f.place(), arguments.size()), f.name()));
        return use.part().id().joined(".") + "." + method
                + arguments.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static String sources(List<Integer> sources) {
        return sources.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void line(String... columns) {
        StringBuilder line = new StringBuilder();
        // The last column of most lines would be empty.
        int count = columns[columns.length - 1].isEmpty() && columns.length > COLUMNS ? COLUMNS : columns.length;
        for (String column : List.of(columns).subList(0, count)) {
            line.append(line.length() == 0 ? "" : "\t").append(escaped(column));
        }
        line.append('\n');
        StringBuilder last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last == null || bytes(last) + bytes(line) > CHUNK) {
            last = new StringBuilder();
            chunks.add(last);
        }
        last.append(line);
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String escaped(String column) {
        return column.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }
}
