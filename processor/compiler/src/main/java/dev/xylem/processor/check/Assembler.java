package dev.xylem.processor.check;

import dev.xylem.processor.model.Application;
import dev.xylem.processor.model.ClassId;
import dev.xylem.processor.model.Dependency;
import dev.xylem.processor.model.Each;
import dev.xylem.processor.model.EffectMethod;
import dev.xylem.processor.model.FixedValue;
import dev.xylem.processor.model.Fold;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.model.Part;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.Source;
import dev.xylem.processor.model.States;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ApplicationDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.ComponentDeclaration;
import dev.xylem.processor.model.declared.ApplicationDeclaration.UseDeclaration;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration.FoldMark;
import dev.xylem.processor.model.declared.MethodDeclaration.InputMark;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import dev.xylem.processor.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the model out of declarations in which no rule has found anything. */
public final class Assembler {
    private Assembler() {}

    /** The name under which programs offer a part. */
    static String name(ClassDeclaration part) {
        return part.partName()
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> Dependency.decapitalized(part.id().simpleName()));
    }

    /** The name of a part in an application. */
    static String name(UseDeclaration use) {
        return use.name().isEmpty() ? name(use.part()) : use.name();
    }

    /** The part. */
    public static Part part(ClassDeclaration part) {
        MethodDeclaration constructor = part.constructors().get(0);
        List<Dependency> dependencies = constructor.parameters().stream()
                .map(p -> new Dependency(p.name(), p.type(), p.visibility(), p.position()))
                .toList();
        return new Part(
                part.id(),
                name(part),
                part.fromSource(),
                dependencies,
                constructor.thrown(),
                part.values().stream().map(method -> value(part, method)).toList(),
                part.effects().stream().map(method -> effect(part, method)).toList(),
                conditional(part),
                part.visibility(),
                part.hiding(),
                part.summary(),
                part.position());
    }

    private static Map<String, String> conditional(ClassDeclaration part) {
        Map<String, String> conditional = new HashMap<>();
        for (MethodDeclaration method : part.values()) {
            method.onlyIf().ifPresent(condition -> conditional.put(method.name(), condition.key()));
        }
        return conditional;
    }

    /** Where a fold takes its previous value. */
    private static Optional<Integer> previous(ClassDeclaration part, MethodDeclaration method) {
        Locals locals = new Locals(part);
        return IntStream.range(0, method.parameters().size())
                .filter(i -> locals.previous(method, method.parameters().get(i)))
                .boxed()
                .findFirst();
    }

    private static Fold fold(MethodDeclaration method, int place, List<Parameter> others) {
        FoldMark mark = method.fold().orElseThrow();
        List<Integer> resets = IntStream.range(0, others.size())
                .filter(i -> mark.resetOn().contains(others.get(i).name()))
                .boxed()
                .toList();
        return new Fold(
                place,
                method.parameters().get(place).name(),
                mark.initial(),
                resets,
                method.flags().contains(Flag.AT_START));
    }

    private static Value value(ClassDeclaration part, MethodDeclaration method) {
        if (method.input().isPresent()) {
            InputMark input = method.input().get();
            return new Value.Input(
                    method.name(),
                    method.result().orElseThrow(),
                    input.path(),
                    input.orElse(),
                    input.acknowledge(),
                    method.constraints(),
                    method.resultVisibility(),
                    method.summary(),
                    method.position());
        }
        Locals locals = new Locals(part);
        List<Parameter> parameters =
                method.each().isEmpty() ? parameters(locals.own(method)) : reads(part, method, false);
        Optional<Fold> fold = previous(part, method).map(place -> fold(method, place, parameters));
        ValueType returned = method.result().orElseThrow();
        Optional<States> states = each(part, method).map(each -> new States(each, fold.orElseThrow(), returned));
        return new Value.Derived(
                method.name(),
                locals.type(method).orElseThrow(),
                parameters,
                states.isPresent() ? Optional.empty() : fold,
                states,
                method.constant().map(mark -> new FixedValue(mark.key(), mark.given(), mark.origin())),
                method.flags().contains(Flag.STATIC),
                method.publish(),
                method.flags().contains(Flag.EXISTING),
                method.thrown(),
                method.resultVisibility(),
                method.summary(),
                method.position());
    }

    private static EffectMethod effect(ClassDeclaration part, MethodDeclaration method) {
        Optional<Each> each = each(part, method);
        return new EffectMethod(
                method.name(),
                each.isEmpty() ? parameters(method.parameters()) : reads(part, method, true),
                each,
                method.result().map(ValueType::java),
                method.flags().contains(Flag.STATIC),
                method.thrown(),
                method.visibility(),
                method.summary(),
                method.position());
    }

    /** What makes a method one for each instance of a family. */
    private static Optional<Each> each(ClassDeclaration part, MethodDeclaration method) {
        if (method.each().isEmpty()) {
            return Optional.empty();
        }
        Locals locals = new Locals(part);
        JavaType value = locals.family(method).orElseThrow().arguments().get(1);
        Parameter key = parameter(locals.own(method).get(0));
        Parameter instance = parameter(locals.own(method).get(1));
        Each.Form form = instance.change()
                ? Each.Form.CHANGE
                : instance.type().boxed().equals(value) ? Each.Form.PLAIN : Each.Form.OPTIONAL;
        return Optional.of(new Each(key, instance, form));
    }

    /** What a method for each instance of a family reads: the family, and what else it names. */
    private static List<Parameter> reads(ClassDeclaration part, MethodDeclaration method, boolean change) {
        Locals locals = new Locals(part);
        String name = method.each().orElseThrow();
        List<Parameter> reads = new ArrayList<>();
        reads.add(new Parameter(
                name,
                locals.family(method).orElseThrow(),
                change,
                new Source.Named(Optional.empty(), "", name),
                locals.own(method).get(1).position()));
        locals.own(method).stream().skip(2).map(Assembler::parameter).forEach(reads::add);
        return reads;
    }

    private static Parameter parameter(ParameterDeclaration p) {
        return new Parameter(p.name(), p.valueType(), p.isChange(), p.source(), p.position());
    }

    private static List<Parameter> parameters(List<ParameterDeclaration> parameters) {
        return parameters.stream().map(Assembler::parameter).toList();
    }

    /** The application; every part it lists is right by itself. */
    public static Application application(ApplicationDeclaration application, Target target) {
        Map<ClassId, Part> parts = new HashMap<>();
        List<PartUse> uses = application.uses().stream()
                .map(use -> new PartUse(
                        name(use),
                        parts.computeIfAbsent(use.part().id(), id -> part(use.part())),
                        use.base(),
                        use.position()))
                .toList();
        return new Application(
                application.id(),
                uses,
                application.exports().stream().map(ComponentDeclaration::id).toList(),
                application.access().map(ComponentDeclaration::id).orElseGet(target::access),
                target.name(),
                application.off(),
                application.factories(),
                application.visibility(),
                application.hiding(),
                application.summary(),
                application.position());
    }

    /** The dependencies of an application's parts, each type once. */
    static Map<JavaType, String> dependencies(ApplicationDeclaration application) {
        Map<JavaType, String> names = new LinkedHashMap<>();
        for (UseDeclaration use : application.uses()) {
            Optional<MethodDeclaration> constructor =
                    use.part().constructors().stream().findFirst();
            constructor.ifPresent(c -> c.parameters()
                    .forEach(p -> names.putIfAbsent(
                            p.type(), Dependency.decapitalized(p.type().shortName()))));
        }
        return names;
    }
}
