package dev.xylem.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.plan.ArrayKind;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import dev.xylem.processor.plan.Storage;
import java.util.EnumMap;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the class that holds the values of one commit. */
final class StateEmitter {
    private final ProgramPlan plan;
    private final ClassName name;

    StateEmitter(ProgramPlan plan, ClassName name) {
        this.plan = plan;
        this.name = name;
    }

    /** How many values each kind of array holds. */
    static Map<ArrayKind, Integer> arrays(ProgramPlan plan) {
        Map<ArrayKind, Integer> sizes = new EnumMap<>(ArrayKind.class);
        plan.slots().forEach(slot -> sizes.merge(slot.array(), 1, Integer::sum));
        return sizes;
    }

    static TypeName element(ArrayKind kind) {
        return kind.primitive().<TypeName>map(Types::of).orElse(ClassName.get(Object.class));
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .superclass(Types.STATE)
                .addJavadoc("The values: published, staged, or of a snapshot.\n");
        CodeBlock.Builder copy = CodeBlock.builder().addStatement("final $T copy = new $T()", name, name);
        if (plan.storage() == Storage.FIELDS) {
            for (Slot slot : plan.slots()) {
                type.addField(Places.type(slot), slot.name());
                copy.addStatement("copy.$N = $N", slot.name(), slot.name());
            }
        } else {
            arrays(plan).forEach((kind, size) -> {
                TypeName element = element(kind);
                type.addField(FieldSpec.builder(ArrayTypeName.of(element), kind.field(), Modifier.FINAL)
                        .initializer("new $T[$L]", element, size)
                        .build());
                copy.addStatement(
                        "$T.arraycopy($L, 0, copy.$L, 0, $L)", System.class, kind.field(), kind.field(), size);
            });
        }
        return type.addMethod(MethodSpec.methodBuilder("duplicate")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PROTECTED)
                        .returns(Types.STATE)
                        .addCode(copy.addStatement("return copy").build())
                        .build())
                .build();
    }
}
