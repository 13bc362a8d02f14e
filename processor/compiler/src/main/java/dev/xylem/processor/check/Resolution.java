package dev.xylem.processor.check;

import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.EffectMethod;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.Graph.EffectNode;
import dev.xylem.processor.model.Graph.Node;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.Source;
import dev.xylem.processor.model.SwitchedOff;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the parameters of an application came to mean. Where one means nothing, the index is {@link #NOTHING}, and
 * {@link #failures} says why.
 */
public final class Resolution {
    /** Stands for the index of a node where a parameter means none. */
    static final int NOTHING = -1;

    private final Application application;
    private final List<Node> nodes = new ArrayList<>();
    private final List<EffectNode> effects = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, Map<String, Integer>> values = new HashMap<>();
    private final Map<String, Integer> inputs = new LinkedHashMap<>();

    /** A parameter that means no value. */
    sealed interface Failure {
        /** The parameter. */
        Parameter parameter();

        /** A constant has switched it off. */
        record Off(Parameter parameter, SwitchedOff what) implements Failure {}

        /** No part of that class, or none under that name, is used. */
        record NoPart(Parameter parameter, PartUse by, Source.Named source) implements Failure {}

        /** Several uses of that part are possible. */
        record Ambiguous(Parameter parameter, Source.Named source, List<PartUse> uses) implements Failure {}

        /** The part has no value of that name. */
        record NoValue(Parameter parameter, PartUse in, String name, List<String> candidates) implements Failure {}

        /** No input is bound to that path. */
        record NoInput(Parameter parameter, String path, List<String> candidates) implements Failure {}
    }

    private Resolution(Application application) {
        this.application = application;
    }

    /** Resolves every parameter of an application. */
    public static Resolution of(Application application, Target target) {
        Resolution resolution = new Resolution(application);
        for (PartUse use : application.uses()) {
            for (Value value : use.part().values()) {
                resolution.declare(use, value, target);
            }
        }
        resolution.connect(target);
        return resolution;
    }

    private void declare(PartUse use, Value value, Target target) {
        Optional<String> path =
                value instanceof Value.Input input ? Optional.of(input.path()) : ((Value.Derived) value).publish();
        Optional<String> resolved = path.map(p -> Paths.resolve(p, use.base(), target));
        int index = nodes.size();
        nodes.add(new Node(index, use, value, resolved, List.of()));
        values.computeIfAbsent(use.name(), name -> new LinkedHashMap<>()).put(value.name(), index);
        if (value instanceof Value.Input) {
            inputs.putIfAbsent(resolved.orElseThrow(), index);
        }
    }

    private void connect(Target target) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.value() instanceof Value.Derived derived) {
                nodes.set(
                        i,
                        new Node(
                                i,
                                node.use(),
                                derived,
                                node.path(),
                                resolve(derived.parameters(), node.use(), target)));
            }
        }
        for (PartUse use : application.uses()) {
            for (EffectMethod effect : use.part().effects()) {
                effects.add(new EffectNode(effects.size(), use, effect, resolve(effect.parameters(), use, target)));
            }
        }
    }

    private List<Integer> resolve(List<Parameter> parameters, PartUse use, Target target) {
        return parameters.stream().map(p -> resolve(p, use, target)).toList();
    }

    private int resolve(Parameter parameter, PartUse use, Target target) {
        if (parameter.source() instanceof Source.AtPath at) {
            String path = Paths.resolve(at.path(), use.base(), target);
            Integer index = inputs.get(path);
            return index != null ? index : failed(new Failure.NoInput(parameter, path, List.copyOf(inputs.keySet())));
        }
        Source.Named named = (Source.Named) parameter.source();
        List<PartUse> candidates = candidates(named, use);
        if (candidates.size() != 1) {
            Optional<Failure> off = candidates.isEmpty() ? offPart(parameter, named) : Optional.empty();
            if (off.isPresent()) {
                return failed(off.get());
            }
            return failed(
                    candidates.isEmpty()
                            ? new Failure.NoPart(parameter, use, named)
                            : new Failure.Ambiguous(parameter, named, candidates));
        }
        PartUse owner = candidates.get(0);
        Map<String, Integer> names = values.getOrDefault(owner.name(), Map.of());
        Integer index = names.get(named.value());
        return index != null
                ? index
                : failed(offValue(parameter, owner, named.value())
                        .orElseGet(() ->
                                new Failure.NoValue(parameter, owner, named.value(), List.copyOf(names.keySet()))));
    }

    private Optional<Failure> offPart(Parameter parameter, Source.Named named) {
        return application.off().stream()
                .filter(off -> off.member().isEmpty()
                        && named.part().filter(off.part()::equals).isPresent()
                        && (named.use().isEmpty() || named.use().equals(off.use())))
                .<Failure>map(off -> new Failure.Off(parameter, off))
                .findFirst();
    }

    private Optional<Failure> offValue(Parameter parameter, PartUse owner, String value) {
        return application.off().stream()
                .filter(off -> off.use().equals(owner.name())
                        && off.member().filter(value::equals).isPresent())
                .<Failure>map(off -> new Failure.Off(parameter, off))
                .findFirst();
    }

    private List<PartUse> candidates(Source.Named named, PartUse use) {
        boolean own = named.part().orElse(use.part().id()).equals(use.part().id());
        if (own && named.use().isEmpty()) {
            return List.of(use);
        }
        return application.uses().stream()
                .filter(u -> u.part().id().equals(named.part().orElse(use.part().id())))
                .filter(u -> named.use().isEmpty() || u.name().equals(named.use()))
                .toList();
    }

    private int failed(Failure failure) {
        failures.add(failure);
        return NOTHING;
    }

    /** The application. */
    public Application application() {
        return application;
    }

    /** The values; parameters that mean nothing have the index {@link #NOTHING}. */
    List<Node> nodes() {
        return nodes;
    }

    /** The effects; parameters that mean nothing have the index {@link #NOTHING}. */
    List<EffectNode> effects() {
        return effects;
    }

    /** The parameters that mean no value, in the order of declaration. */
    List<Failure> failures() {
        return failures;
    }

    /** The graph; only where no rule has found anything. */
    public Graph graph() {
        return new Graph(nodes, effects);
    }
}
