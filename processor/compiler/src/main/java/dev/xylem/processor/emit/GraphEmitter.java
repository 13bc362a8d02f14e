package dev.xylem.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import dev.xylem.processor.plan.Storage;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class that holds a program's values and runs its cycle. */
final class GraphEmitter {
    private final ProgramPlan plan;
    private final GraphNames names;
    private final Places places;
    private final Conversions conversions;

    GraphEmitter(ProgramPlan plan, GraphNames names) {
        this.plan = plan;
        this.names = names;
        this.places = new Places(plan);
        this.conversions = new Conversions(names.graph());
    }

    TypeSpec.Builder emit() {
        TypeSpec.Builder graph = TypeSpec.classBuilder(names.graph())
                .addModifiers(Modifier.FINAL)
                .superclass(Types.GRAPH)
                .addJavadoc("The values of {@link $T} and the cycle that keeps them right.\n", names.program())
                .addJavadoc("\n<p>$L\n", shape());
        TypeName queue = ParameterizedTypeName.get(Types.EFFECT_QUEUE, names.due());
        graph.addField(FieldSpec.builder(Types.TABLE, "TABLE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.parse(\n$L)", Types.TABLE, TableText.of(plan))
                .build());
        graph.addField(state("now", "What readers see."));
        if (plan.storage() == Storage.ARRAYS) {
            graph.addField(state("next", "What the next commit will publish; equal to {@code now} between commits."));
        }
        graph.addField(names.parts(), "parts", Modifier.PRIVATE, Modifier.FINAL);
        graph.addField(queue, "queue", Modifier.PRIVATE, Modifier.FINAL);
        if (plan.runsDirectly()) {
            graph.addField(SingleEffect.field(plan.effects().get(0)));
        }
        if (plan.runsTogether()) {
            graph.addField(FieldSpec.builder(TypeName.BOOLEAN, "direct", Modifier.PRIVATE, Modifier.FINAL)
                    .addJavadoc("Whether effects run on the committing thread.\n")
                    .build());
        }
        graph.addMethod(constructor(queue)).addMethod(create(queue));
        GraphContext context = new GraphContext(plan, names, places, conversions);
        CycleCode cycle = CycleCode.of(context);
        boxed(graph, cycle);
        cycle.addTo(graph);
        graph.addMethods(new StatesCode(context).methods());
        graph.addType(parts()).addType(new StateEmitter(plan, names.fields()).emit());
        graph.addType(new DueEmitter(plan, names).emit());
        new ViewsEmitter(plan, names, conversions).emit().forEach(graph::addType);
        for (Conversions.Constant constant : conversions.constants()) {
            graph.addField(FieldSpec.builder(
                            constant.type(), constant.name(), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer(constant.initializer())
                    .build());
        }
        return graph;
    }

    private String shape() {
        int derived = plan.slots().size() - plan.inputs();
        String counts = plan.inputs() + " inputs, " + derived + " derived values, "
                + plan.effects().size() + " effects. ";
        return plan.storage() == Storage.FIELDS
                ? counts + "Small: one field per value, the cycle computes in local variables."
                : counts + "Large: values in arrays, " + plan.regions().size() + " regions with a method each.";
    }

    private FieldSpec state(String name, String javadoc) {
        return FieldSpec.builder(names.fields(), name, Modifier.FINAL)
                .initializer("new $T()", names.fields())
                .addJavadoc("$L\n", javadoc)
                .build();
    }

    private MethodSpec constructor(TypeName queue) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Types.STORE_PATH, "home")
                .addParameter(queue, "queue")
                .addParameter(Types.EFFECT_LOG, "log")
                .addParameter(names.parts(), "parts")
                .addStatement("super(TABLE, home, queue, log)")
                .addStatement("this.queue = queue")
                .addStatement("this.parts = parts");
        if (plan.runsDirectly()) {
            constructor.addStatement(
                    "this.direct = $L", SingleEffect.direct(plan.effects().get(0)));
        }
        if (plan.runsTogether()) {
            constructor.addStatement("this.direct = queue.direct()");
        }
        return constructor.build();
    }

    private MethodSpec create(TypeName queue) {
        return MethodSpec.methodBuilder("create")
                .addModifiers(Modifier.STATIC)
                .returns(names.graph())
                .addParameter(Types.STORE_PATH, "home")
                .addParameter(Types.EFFECTS, "effects")
                .addParameter(Types.EFFECT_LOG, "log")
                .addParameter(names.builder(), "builder")
                .addStatement("final $T parts = new $T(builder)", names.parts(), names.parts())
                .addStatement(
                        "final $T queue = new $T<>(effects, log, l -> new $T(l, parts))",
                        queue,
                        Types.EFFECT_QUEUE,
                        names.due())
                .addStatement("return new $T(home, queue, log, parts)", names.graph())
                .build();
    }

    /** The boxed plane: what goes slot by slot. */
    private void boxed(TypeSpec.Builder graph, CycleCode cycle) {
        Dispatch dispatch = new Dispatch(names.graph(), graph);
        List<Slot> inputs = plan.slots().subList(0, plan.inputs());
        List<Slot> derived = plan.slots().subList(plan.inputs(), plan.slots().size());
        graph.addMethod(
                method("state").returns(Types.STATE).addStatement("return now").build());
        MethodSpec.Builder staged = method("staged").returns(Object.class).addParameter(TypeName.INT, "slot");
        if (plan.storage() == Storage.ARRAYS) {
            graph.addMethod(staged.addStatement("return get(next, slot)").build());
        } else {
            dispatch.add(
                    staged.build(),
                    "Staged",
                    inputs,
                    (slot, self) -> CodeBlock.builder()
                            .addStatement("return $L$N", self, FieldsCycle.staged(slot))
                            .build());
        }
        dispatch.add(
                method("stage")
                        .addParameter(TypeName.INT, "slot")
                        .addParameter(byte[].class, "text")
                        .build(),
                "Staging",
                inputs.stream().filter(slot -> !isTree(slot)).toList(),
                cycle::stage);
        List<Slot> trees = inputs.stream().filter(GraphEmitter::isTree).toList();
        if (!trees.isEmpty()) {
            dispatch.add(
                    method("stageTree")
                            .addParameter(TypeName.INT, "slot")
                            .addParameter(Types.TREE_READING, "text")
                            .build(),
                    "StagingTrees",
                    trees,
                    cycle::stage);
        }
        dispatch.add(
                method("get")
                        .returns(Object.class)
                        .addParameter(Types.STATE, "state")
                        .addParameter(TypeName.INT, "slot")
                        .build(),
                "Reading",
                plan.slots(),
                (slot, self) -> CodeBlock.builder()
                        .addStatement(
                                "return $L", places.place("((" + names.fields().simpleName() + ") state)", slot))
                        .build());
        dispatch.add(
                method("put")
                        .addParameter(TypeName.INT, "slot")
                        .addParameter(Object.class, "value")
                        .build(),
                "Writing",
                plan.slots(),
                (slot, self) -> CodeBlock.builder()
                        .addStatement(
                                "$L = $L",
                                places.place(self + "now", slot),
                                Places.unboxed(slot, CodeBlock.of("value")))
                        .addStatement("return")
                        .build());
        dispatch.add(
                method("evaluate")
                        .returns(Object.class)
                        .addParameter(TypeName.INT, "slot")
                        .addParameter(ArrayTypeName.of(Object.class), "values")
                        .addException(Exception.class)
                        .build(),
                "Evaluating",
                derived,
                this::evaluate);
        dispatch.add(
                method("encode")
                        .returns(byte[].class)
                        .addParameter(TypeName.INT, "slot")
                        .addParameter(Object.class, "value")
                        .build(),
                "Encoding",
                plan.published(),
                (slot, self) -> CodeBlock.builder()
                        .addStatement(
                                "return $L", conversions.encode(slot.value().type(), cast(slot)))
                        .build());
        folds(dispatch);
    }

    private void folds(Dispatch dispatch) {
        List<Slot> folds =
                plan.slots().stream().filter(slot -> slot.fold().isPresent()).toList();
        if (!folds.isEmpty()) {
            dispatch.add(
                    method("start")
                            .returns(Object.class)
                            .addParameter(TypeName.INT, "slot")
                            .addParameter(byte[].class, "text")
                            .build(),
                    "Starting",
                    folds,
                    (slot, self) -> FoldCode.start(slot, conversions));
        }
    }

    private static boolean isTree(Slot slot) {
        return slot.value().type().core() instanceof TreeType;
    }

    private static CodeBlock cast(Slot slot) {
        return CodeBlock.of("$T.<$T>as(value)", Types.REFS, Places.boxed(slot));
    }

    private CodeBlock evaluate(Slot slot, String self) {
        CodeBlock value = ConstantCode.literal(slot, conversions);
        if (!value.isEmpty()) {
            return CodeBlock.builder().addStatement("return $L", value).build();
        }
        List<CodeBlock> arguments = new ArrayList<>();
        for (int source : slot.sources()) {
            Slot from = plan.slots().get(source);
            CodeBlock literal = ConstantCode.literal(from, conversions);
            arguments.add(
                    !literal.isEmpty()
                            ? literal
                            : CodeBlock.of("$T.<$T>at(values, $L)", Types.REFS, Places.boxed(from), source));
        }
        return CodeBlock.builder()
                .addStatement("return $L", Calls.derived(slot, self, arguments, FoldCode.previous(slot)))
                .build();
    }

    private TypeSpec parts() {
        TypeSpec.Builder parts = TypeSpec.classBuilder(names.parts())
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The parts, constructed with their dependencies.\n");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addParameter(names.builder(), "builder");
        for (PartUse use : plan.application().uses()) {
            ClassName companion = GraphNames.companion(use);
            parts.addField(companion, use.name(), Modifier.FINAL);
            CodeBlock arguments = use.part().dependencies().stream()
                    .map(dependency -> CodeBlock.of("builder.$N", dependency.name()))
                    .collect(CodeBlock.joining(", "));
            if (use.part().thrown().isEmpty()) {
                constructor.addStatement("$N = new $T($L)", use.name(), companion, arguments);
                continue;
            }
            String factory = "new_" + use.name();
            constructor.addStatement("$N = $L(builder)", use.name(), factory);
            parts.addMethod(MethodSpec.methodBuilder(factory)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .returns(companion)
                    .addParameter(names.builder(), "builder")
                    .beginControlFlow("try")
                    .addStatement("return new $T($L)", companion, arguments)
                    .nextControlFlow("catch ($T e)", Exception.class)
                    .addStatement(
                            "throw new $T($S + e.getMessage(), e)",
                            IllegalStateException.class,
                            "the part " + use.name() + " cannot be constructed: ")
                    .endControlFlow()
                    .build());
        }
        return parts.addMethod(constructor.build()).build();
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PROTECTED);
    }
}
