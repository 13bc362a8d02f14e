package dev.xylem.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes a method that does something else for each slot. Where there are many slots the cases are spread over methods that
 * the compiler of the JVM takes, and the methods over nested classes whose constants fit into a class file.
 */
final class Dispatch {
    private static final int CASES = 64;
    private static final int WEIGHT = 400;
    private static final int METHODS_PER_CLASS = 16;

    private final ClassName owner;
    private final TypeSpec.Builder target;
    private int classes;

    Dispatch(ClassName owner, TypeSpec.Builder target) {
        this.owner = owner;
        this.target = target;
    }

    /**
     * Adds a method.
     *
     * @param method its head; its first parameter but for others is {@code int slot}
     * @param stem the name of the nested classes
     * @param code what to do for a slot; the second argument stands before members of the graph. Ends with {@code return}
     */
    void add(MethodSpec method, String stem, List<Slot> slots, BiFunction<Slot, String, CodeBlock> code) {
        List<List<Slot>> chunks = chunks(slots);
        if (chunks.size() <= 1) {
            target.addMethod(method.toBuilder().addCode(cases(slots, "", code)).build());
            return;
        }
        MethodSpec.Builder dispatcher = method.toBuilder();
        String arguments = method.parameters().stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
        TypeSpec.Builder holder = null;
        ClassName holderName = owner;
        for (int i = 0; i < chunks.size(); i++) {
            if (i % METHODS_PER_CLASS == 0) {
                if (holder != null) {
                    target.addType(holder.build());
                }
                holderName = owner.nestedClass(stem + classes++);
                holder = TypeSpec.classBuilder(holderName)
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
            }
            List<Slot> chunk = chunks.get(i);
            String name = method.name() + i;
            MethodSpec.Builder part = MethodSpec.methodBuilder(name)
                    .addModifiers(Modifier.STATIC)
                    .returns(method.returnType())
                    .addParameter(owner, "graph")
                    .addParameters(method.parameters())
                    .addExceptions(method.exceptions())
                    .addCode(cases(chunk, "graph.", code));
            Objects.requireNonNull(holder).addMethod(part.build());
            int end = chunk.get(chunk.size() - 1).index() + 1;
            boolean returns = !method.returnType().equals(TypeName.VOID);
            dispatcher.beginControlFlow("if (slot < $L)", end);
            if (returns) {
                dispatcher.addStatement("return $T.$L(this, $L)", holderName, name, arguments);
            } else {
                dispatcher.addStatement("$T.$L(this, $L)", holderName, name, arguments);
                dispatcher.addStatement("return");
            }
            dispatcher.endControlFlow();
        }
        dispatcher.addStatement("throw new $T(slot)", IndexOutOfBoundsException.class);
        target.addType(Objects.requireNonNull(holder).build());
        target.addMethod(dispatcher.build());
    }

    private static List<List<Slot>> chunks(List<Slot> slots) {
        List<List<Slot>> chunks = new ArrayList<>();
        List<Slot> chunk = new ArrayList<>();
        int weight = 0;
        for (Slot slot : slots) {
            int more = 2 + slot.sources().size();
            if (chunk.size() == CASES || weight + more > WEIGHT && !chunk.isEmpty()) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                weight = 0;
            }
            chunk.add(slot);
            weight += more;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static CodeBlock cases(List<Slot> slots, String self, BiFunction<Slot, String, CodeBlock> code) {
        CodeBlock.Builder cases = CodeBlock.builder();
        if (slots.isEmpty()) {
            return cases.addStatement("throw new $T(slot)", IndexOutOfBoundsException.class)
                    .build();
        }
        cases.beginControlFlow("switch (slot)");
        for (Slot slot : slots) {
            cases.add("case $L: // $L\n$>", slot.index(), slot.shown());
            cases.add(code.apply(slot, self));
            cases.add("$<");
        }
        cases.add("default:\n$>");
        cases.addStatement("throw new $T(slot)", IndexOutOfBoundsException.class);
        cases.add("$<");
        return cases.endControlFlow().build();
    }
}
