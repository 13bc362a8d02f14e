package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.Each;
import dev.xylem.processor.model.Parameter;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the frame that carries the values of a commit to its effects. */
final class DueEmitter {
    /** How many effects share a word of due bits and a method that runs them. */
    static final int GROUP = 32;

    private final ProgramPlan plan;
    private final GraphNames names;

    DueEmitter(ProgramPlan plan, GraphNames names) {
        this.plan = plan;
        this.names = names;
    }

    /** The field for a parameter of an effect. */
    static String field(ProgramPlan.Effect effect, int parameter) {
        return effect.name() + "_" + parameter;
    }

    /** The field for the old value of a parameter of an effect. */
    static String old(ProgramPlan.Effect effect, int parameter) {
        return effect.name() + "_" + parameter + "_old";
    }

    /** The field that says whether an effect runs for all instances of its family. */
    static String all(ProgramPlan.Effect effect) {
        return effect.name() + "_all";
    }

    /** Whether something else than a change of instances may make an effect run, for all of them. */
    static boolean runsForAll(ProgramPlan.Effect effect) {
        return effect.node().effect().each().isPresent() && effect.sources().size() > 1;
    }

    /** Statements that fill in, at the start, what distinguishes the first run of an effect from others. */
    static CodeBlock first(ProgramPlan.Effect effect) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (effect.node().effect().each().isPresent()) {
            code.addStatement("due.$L = $T.empty()", old(effect, 0), Types.FAMILY);
        }
        if (runsForAll(effect)) {
            code.addStatement("due.$L = false", all(effect));
        }
        return code.build();
    }

    /** The slots of what an effect for each instance reads besides its family. */
    static List<Integer> others(ProgramPlan.Effect effect) {
        return effect.sources().subList(1, effect.sources().size());
    }

    /** The groups of effects, each as many as share a word. */
    static List<List<ProgramPlan.Effect>> groups(ProgramPlan plan) {
        List<List<ProgramPlan.Effect>> groups = new ArrayList<>();
        for (int from = 0; from < plan.effects().size(); from += GROUP) {
            groups.add(plan.effects()
                    .subList(from, Math.min(from + GROUP, plan.effects().size())));
        }
        return groups;
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(names.due())
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .superclass(Types.FRAME)
                .addJavadoc("What the effects of one commit get.\n")
                .addField(names.parts(), "parts", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(Types.EFFECT_LOG, "log")
                        .addParameter(names.parts(), "parts")
                        .addStatement("super(log)")
                        .addStatement("this.parts = parts")
                        .build());
        for (ProgramPlan.Effect effect : plan.effects()) {
            for (int i = 0; i < effect.sources().size(); i++) {
                TypeName value = Places.type(source(effect, i));
                type.addField(value, field(effect, i));
                if (parameter(effect, i).change()) {
                    type.addField(value, old(effect, i));
                }
            }
            if (runsForAll(effect)) {
                type.addField(TypeName.BOOLEAN, all(effect));
            }
        }
        List<List<ProgramPlan.Effect>> groups = groups(plan);
        MethodSpec.Builder run = MethodSpec.methodBuilder("run")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(TypeName.LONG, "effects");
        if (groups.size() == 1) {
            run.addCode(body(groups.get(0)));
        } else if (groups.size() > 1) {
            type.addField(FieldSpec.builder(long[].class, "groups", Modifier.FINAL)
                    .initializer("new long[$L]", groups.size())
                    .build());
            run.beginControlFlow("if (effects == 0)").addStatement("return").endControlFlow();
            for (int i = 0; i < groups.size(); i++) {
                run.addStatement("run$L(groups[$L])", i, i);
                type.addMethod(MethodSpec.methodBuilder("run" + i)
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(TypeName.LONG, "effects")
                        .addCode(body(groups.get(i)))
                        .build());
            }
        }
        return type.addMethod(run.build()).build();
    }

    private CodeBlock body(List<ProgramPlan.Effect> group) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < group.size(); i++) {
            ProgramPlan.Effect effect = group.get(i);
            code.beginControlFlow("if ((effects & $L) != 0)", Bits.literal(1L << i));
            if (effect.node().effect().each().isPresent()) {
                code.add(each(effect, effect.node().effect().each().get()));
            } else {
                code.beginControlFlow("try");
                code.addStatement("$L", held(effect, call(effect, List.of())));
                code.nextControlFlow("catch ($T e)", Throwable.class);
                code.addStatement("failed($S, e)", Calls.shown(effect));
                code.endControlFlow();
            }
            for (int p = 0; p < effect.sources().size(); p++) {
                if (!Places.type(source(effect, p)).isPrimitive()) {
                    code.addStatement("$N = null", field(effect, p));
                    if (parameter(effect, p).change()) {
                        code.addStatement("$N = null", old(effect, p));
                    }
                }
            }
            code.endControlFlow();
        }
        return code.build();
    }

    /** What an effect returns is held in its place. */
    private static CodeBlock held(ProgramPlan.Effect effect, CodeBlock call) {
        return effect.node().effect().holds().isEmpty()
                ? call
                : CodeBlock.of("hold($L, $S, $L)", effect.node().index(), Calls.shown(effect), call);
    }

    /** Runs an effect for each instance that it is due for. */
    private CodeBlock each(ProgramPlan.Effect effect, Each each) {
        CodeBlock instance = switch (each.form()) {
            case PLAIN -> CodeBlock.of("change.newValue().get()");
            case OPTIONAL -> CodeBlock.of("change.newValue()");
            case CHANGE -> CodeBlock.of("change");
        };
        CodeBlock call = call(effect, List.of(CodeBlock.of("key"), instance));
        return CodeBlock.builder()
                .addStatement(
                        effect.node().effect().holds().isPresent()
                                ? "each($L, $S, $N, $N, $L, $L, (key, change) -> $L)"
                                : "each($L, $S, $N, $N, $L, $L, (key, change) -> {\n$>$L;\nreturn null;\n$<})",
                        effect.node().index(),
                        Calls.shown(effect),
                        old(effect, 0),
                        field(effect, 0),
                        runsForAll(effect) ? all(effect) : "false",
                        each.form() != Each.Form.PLAIN,
                        call)
                .build();
    }

    /** The call; of an effect for each instance, {@code first} stands in the place of the family. */
    private CodeBlock call(ProgramPlan.Effect effect, List<CodeBlock> first) {
        List<CodeBlock> arguments = new ArrayList<>(first);
        for (int i = first.isEmpty() ? 0 : 1; i < effect.sources().size(); i++) {
            Slot source = source(effect, i);
            arguments.add(
                    parameter(effect, i).change()
                            ? CodeBlock.of(
                                    "new $T<$T>($N, $N)",
                                    Types.CHANGE,
                                    Places.boxed(source),
                                    old(effect, i),
                                    field(effect, i))
                            : CodeBlock.of("$N", field(effect, i)));
        }
        return Calls.effect(effect, arguments);
    }

    private Slot source(ProgramPlan.Effect effect, int parameter) {
        return plan.slots().get(effect.sources().get(parameter));
    }

    static Parameter parameter(ProgramPlan.Effect effect, int index) {
        return effect.node().effect().parameters().get(index);
    }
}
