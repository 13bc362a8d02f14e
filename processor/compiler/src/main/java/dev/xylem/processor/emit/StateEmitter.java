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
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** Writes the class that holds the values of one commit. */
final class StateEmitter {
    private final ProgramPlan plan;
    private final ClassName name;

    StateEmitter(ProgramPlan plan, ClassName name) {
        this.plan = plan;
        this.name = name;
    }

    /** An array of values of one kind; fresh ones may be replaced. */
    record Array(ArrayKind kind, boolean fresh) {
        static Array of(Slot slot) {
            return new Array(slot.array(), slot.fresh());
        }

        String field() {
            return kind.field(fresh);
        }

        TypeName type() {
            return ArrayTypeName.of(element(kind));
        }
    }

    /** Those that stay first. */
    static final Comparator<Array> ORDER = Comparator.comparing(Array::fresh).thenComparing(Array::kind);

    /** The arrays of a plan with their lengths, those that stay first. */
    static Map<Array, Integer> arrays(ProgramPlan plan) {
        Map<Array, Integer> sizes = new TreeMap<>(ORDER);
        Places places = new Places(plan);
        plan.slots().stream().filter(places::inArray).forEach(slot -> sizes.merge(Array.of(slot), 1, Integer::sum));
        return sizes;
    }

    static TypeName element(ArrayKind kind) {
        return kind.primitive().<TypeName>map(Types::of).orElse(ClassName.get(Object.class));
    }

    /** A field for an array. */
    static FieldSpec.Builder field(ProgramPlan plan, Array array) {
        return FieldSpec.builder(array.type(), array.field())
                .initializer("new $T[$L]", element(array.kind()), arrays(plan).get(array));
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .superclass(Types.STATE)
                .addJavadoc("The values: published, staged, or of a snapshot.\n");
        CodeBlock.Builder copy = CodeBlock.builder().addStatement("final $T copy = new $T()", name, name);
        Places places = new Places(plan);
        for (Slot slot : plan.slots()) {
            if (!places.inArray(slot)) {
                type.addField(Places.type(slot), slot.name());
                copy.addStatement("copy.$N = $N", slot.name(), slot.name());
            }
        }
        arrays(plan).forEach((array, size) -> {
            FieldSpec.Builder field = field(plan, array);
            if (array.fresh()) {
                copy.addStatement("copy.$L = $L.clone()", array.field(), array.field());
            } else {
                field.addModifiers(Modifier.FINAL);
                copy.addStatement(
                        "$T.arraycopy($L, 0, copy.$L, 0, $L)", System.class, array.field(), array.field(), size);
            }
            type.addField(field.build());
        });
        return type.addMethod(MethodSpec.methodBuilder("duplicate")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PROTECTED)
                        .returns(Types.STATE)
                        .addCode(copy.addStatement("return copy").build())
                        .build())
                .build();
    }
}
