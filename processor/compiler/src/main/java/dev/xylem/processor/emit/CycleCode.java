package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.xylem.processor.plan.Slot;
import dev.xylem.processor.plan.Storage;
import javax.lang.model.element.Modifier;

/** The part of a graph's code that depends on how values are stored: marks, staging, the cycle, restoring. */
sealed interface CycleCode permits FieldsCycle, ArraysCycle {
    /** The code for a plan. */
    static CycleCode of(GraphContext context) {
        return context.plan().storage() == Storage.FIELDS ? new FieldsCycle(context) : new ArraysCycle(context);
    }

    /** Adds members to the class of the graph. */
    void addTo(TypeSpec.Builder graph);

    /** Statements that decode the variable {@code text} into the staged value of an input, and return. */
    CodeBlock stage(Slot slot, String self);

    /** The head of the cycle method. */
    static MethodSpec.Builder cycle() {
        return MethodSpec.methodBuilder("cycle")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(Types.PROPOSAL, "proposal")
                .addException(Exception.class);
    }

    /** The head of the method that forgets what is staged. */
    static MethodSpec.Builder restore() {
        return MethodSpec.methodBuilder("restore").addAnnotation(Override.class).addModifiers(Modifier.PROTECTED);
    }

    /** The head of the method that makes every effect due. */
    static MethodSpec.Builder everyEffect() {
        return MethodSpec.methodBuilder("everyEffect")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(TypeName.LONG, "commit");
    }
}
