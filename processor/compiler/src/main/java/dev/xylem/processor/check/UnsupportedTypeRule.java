package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import java.util.Map;

/** The type of an input can be read from text. */
final class UnsupportedTypeRule implements Rule {
    @Override
    public Code code() {
        return Code.UNSUPPORTED_TYPE;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.input().isPresent()
                    && method.result().isPresent()
                    && Mutability.of(method.result().get().java()).isEmpty()
                    && method.result().get().core() instanceof ValueType.Opaque opaque) {
                report.add(
                        method.position(),
                        "The input " + method.name() + " cannot be read from text: "
                                + opaque.java().shown() + " " + opaque.why() + ".",
                        hint(opaque));
            }
        }
    }

    private static String hint(ValueType.Opaque opaque) {
        JavaType type = opaque.java();
        if (opaque.why().contains(" a family; ") || opaque.why().contains("holds a family")) {
            return "make the family an input of its own, a component of a record, or the value of another family.";
        }
        String boxed = OPTIONALS.get(type.shortName());
        return boxed != null
                ? "return Optional<" + boxed + ">."
                : "return a type that Xylem knows, or name a class that implements Codec<" + type.shown()
                        + "> in @Input(codec = …).";
    }

    private static final Map<String, String> OPTIONALS =
            Map.of("OptionalInt", "Integer", "OptionalLong", "Long", "OptionalDouble", "Double");
}
