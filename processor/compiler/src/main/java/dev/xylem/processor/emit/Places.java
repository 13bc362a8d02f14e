package dev.xylem.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.xylem.processor.plan.ArrayKind;
import dev.xylem.processor.plan.ProgramPlan;
import dev.xylem.processor.plan.Slot;
import dev.xylem.processor.plan.Storage;

/** How code reads and assigns a stored value: a field, or an element of an array. */
final class Places {
    private final boolean fields;

    Places(ProgramPlan plan) {
        this.fields = plan.storage() == Storage.FIELDS;
    }

    /** The type of a value as declared. */
    static TypeName type(Slot slot) {
        return Types.of(slot.value().type().java());
    }

    /** The type of a value, boxed. */
    static TypeName boxed(Slot slot) {
        return Types.of(slot.value().type().java().boxed());
    }

    /** Whether a value is stored in an array. */
    boolean inArray(Slot slot) {
        return !fields || slot.fresh();
    }

    /** An expression for a value of a state, with its own type. */
    CodeBlock read(String state, Slot slot) {
        if (inArray(slot) && slot.array() == ArrayKind.REF) {
            return CodeBlock.of("$T.<$T>at($L.refs, $L)", Types.REFS, type(slot), state, slot.place());
        }
        return place(state, slot);
    }

    /** What stands on the left of an assignment. */
    CodeBlock place(String state, Slot slot) {
        return !inArray(slot)
                ? CodeBlock.of("$L.$N", state, slot.name())
                : CodeBlock.of("$L.$L[$L]", state, slot.field(), slot.place());
    }

    /** A value of the type of a slot, taken from an expression of type {@code Object}. */
    static CodeBlock unboxed(Slot slot, CodeBlock object) {
        return CodeBlock.of("$T.<$T>as($L)", Types.REFS, boxed(slot), object);
    }
}
