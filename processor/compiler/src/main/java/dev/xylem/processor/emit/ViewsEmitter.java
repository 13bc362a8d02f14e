package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.model.Graph;
import dev.xylem.processor.model.PartUse;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.Value;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes, per use of a part, the classes behind its three views: values, writer and changes. */
final class ViewsEmitter {
    private final ProgramPlan plan;
    private final GraphNames names;
    private final Places places;
    private final Conversions conversions;

    ViewsEmitter(ProgramPlan plan, GraphNames names, Conversions conversions) {
        this.plan = plan;
        this.names = names;
        this.places = new Places(plan);
        this.conversions = conversions;
    }

    /** The classes for all uses, in order. */
    List<TypeSpec> emit() {
        List<TypeSpec> views = new ArrayList<>();
        for (PartUse use : plan.application().uses()) {
            views.add(values(use));
            views.add(writer(use));
            views.add(changes(use));
        }
        return views;
    }

    private List<Member> members(PartUse use) {
        List<Member> members = new ArrayList<>();
        for (Slot slot : plan.slots()) {
            for (Graph.Node node : slot.nodes()) {
                if (node.use().name().equals(use.name())) {
                    members.add(new Member(slot, node.value()));
                }
            }
        }
        return members;
    }

    private record Member(Slot slot, Value value) {}

    private TypeSpec.Builder view(String kind, PartUse use, TypeName on, String field) {
        return TypeSpec.classBuilder(names.view(kind, use))
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(GraphNames.companion(use).nestedClass(kind))
                .addField(on, field, Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(on, field)
                        .addStatement("this.$N = $N", field, field)
                        .build());
    }

    private TypeSpec values(PartUse use) {
        TypeSpec.Builder view = view("Values", use, names.fields(), "fields");
        for (Member member : members(use)) {
            MethodSpec.Builder getter = method(member.value().name()).returns(Places.type(member.slot()));
            CodeBlock literal = ConstantCode.literal(member.slot(), conversions);
            if (!literal.isEmpty()) {
                view.addMethod(getter.addStatement("return $L", literal).build());
                continue;
            }
            CodeBlock value = places.read("fields", member.slot());
            // A local variable: the JVM would load the field again after the barrier.
            getter.addStatement("final $T fields = this.fields", names.fields());
            if (member.slot().fresh()) {
                // The array may be the writer's again before the element is read.
                getter.beginControlFlow("while (true)")
                        .addStatement("final long stamp = fields.stamp()")
                        .addStatement("final $T value = $L", Places.type(member.slot()), value)
                        .beginControlFlow("if (fields.holds(stamp))")
                        .addStatement("return value")
                        .endControlFlow()
                        .endControlFlow();
            } else {
                getter.addStatement("fields.acquire()").addStatement("return $L", value);
            }
            view.addMethod(getter.build());
        }
        return view.build();
    }

    private TypeSpec writer(PartUse use) {
        TypeSpec.Builder view = view("Writer", use, Types.TX, "tx");
        ClassName writer = GraphNames.companion(use).nestedClass("Writer");
        for (Member member : members(use)) {
            if (!(member.value() instanceof Value.Input input)) {
                continue;
            }
            int slot = member.slot().index();
            ValueType type = input.type();
            if (type instanceof ValueType.OptionalOf optional) {
                view.addMethod(
                        write(input.name(), writer, Types.of(optional.element().java()))
                                .addCode(write(slot, optional.element(), CodeBlock.of("value")))
                                .addStatement("return this")
                                .build());
                view.addMethod(write(input.name(), writer, Places.type(member.slot()))
                        .beginControlFlow("if (value.isPresent())")
                        .addCode(write(slot, optional.element(), CodeBlock.of("value.get()")))
                        .nextControlFlow("else")
                        .addStatement("tx.clear($L)", slot)
                        .endControlFlow()
                        .addStatement("return this")
                        .build());
            } else {
                view.addMethod(write(input.name(), writer, Places.type(member.slot()))
                        .addCode(write(slot, type, CodeBlock.of("value")))
                        .addStatement("return this")
                        .build());
            }
            if (type instanceof TreeType.FamilyOf family) {
                TypeName key = Types.of(family.key().java().boxed());
                TypeName element = Types.of(family.element().java().boxed());
                CodeBlock shape = conversions.subtree(type);
                view.addMethod(method(input.name())
                        .returns(writer)
                        .addParameter(key, "key")
                        .addParameter(element, "value")
                        .addStatement("tx.write($L, $L, key, $T.of(value))", slot, shape, Optional.class)
                        .addStatement("return this")
                        .build());
                view.addMethod(method("remove" + Conversions.capitalized(input.name()))
                        .returns(writer)
                        .addParameter(key, "key")
                        .addStatement("tx.write($L, $L, key, $T.empty())", slot, shape, Optional.class)
                        .addStatement("return this")
                        .build());
            }
            if (input.orElse().isPresent()) {
                view.addMethod(method("clear" + Conversions.capitalized(input.name()))
                        .returns(writer)
                        .addStatement("tx.clear($L)", slot)
                        .addStatement("return this")
                        .build());
            }
        }
        return view.build();
    }

    private static MethodSpec.Builder write(String name, TypeName writer, TypeName value) {
        return method(name).returns(writer).addParameter(value, "value");
    }

    private CodeBlock write(int slot, ValueType type, CodeBlock value) {
        if (type.core() instanceof TreeType) {
            return CodeBlock.builder()
                    .addStatement("tx.write($L, $L, $L)", slot, conversions.subtree(type), value)
                    .build();
        }
        return CodeBlock.builder()
                .addStatement("tx.write($L, () -> $L)", slot, conversions.encode(type, value))
                .build();
    }

    private TypeSpec changes(PartUse use) {
        TypeSpec.Builder view = view("Changes", use, names.graph(), "graph");
        for (Member member : members(use)) {
            view.addMethod(method(member.value().name())
                    .returns(Types.SUBSCRIPTION)
                    .addParameter(CompanionEmitter.listener(member.value().type()), "listener")
                    .addStatement(
                            "return graph.subscribe($L, listener)",
                            member.slot().index())
                    .build());
            if (TreeType.isFamily(member.value().type().java())) {
                view.addMethod(method(member.value().name())
                        .returns(CompanionEmitter.keyed(member.value().type().java()))
                        .addStatement("return graph.keyed($L)", member.slot().index())
                        .build());
            }
        }
        return view.build();
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }
}
