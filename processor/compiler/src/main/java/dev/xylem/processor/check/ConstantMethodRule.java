package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.ValueType.Builtin.Kind;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** A constant is an abstract method without parameters, of a type that is converted while the program is compiled. */
final class ConstantMethodRule implements Rule {
    @Override
    public Code code() {
        return Code.CONSTANT_METHOD;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            if (method.constant().isPresent()
                    && method.input().isEmpty()
                    && !method.derived()
                    && method.fold().isEmpty()
                    && !method.effect()) {
                check(method, report);
            }
        }
    }

    private static void check(MethodDeclaration method, Report report) {
        String what = "The constant " + method.name();
        String key = method.constant().orElseThrow().key();
        if (!method.flags().contains(Flag.ABSTRACT)) {
            report.add(
                    method.position(),
                    what + " has a body, so nothing else could give its value.",
                    "write 'abstract' and no body; orElse gives a default.");
        } else if (method.result().isEmpty()) {
            report.add(method.position(), what + " returns nothing.", "return the type of the value.");
        } else if (!method.parameters().isEmpty()
                || !method.thrown().isEmpty()
                || method.flags().contains(Flag.GENERIC)) {
            report.add(
                    method.position(),
                    what + " has parameters, type parameters or exceptions.",
                    "take them away; a constant is one value.");
        } else if (!fits(method.result().get())) {
            report.add(
                    method.position(),
                    what + " is of type " + method.result().get().java().shown()
                            + ", which is not converted while the program is compiled.",
                    "use a number, boolean, char, String, enum, Duration, ByteSize, URI, Path, InetAddress or UUID, and"
                            + " derive the value from it.");
        } else if (!key.matches("[A-Za-z0-9_.-]+")) {
            report.add(
                    method.at("Constant", "value"),
                    "The key \"" + Names.printable(key) + "\" of the constant " + method.name()
                            + " cannot be part of an option.",
                    "use letters, digits, dots, hyphens and underscores.");
        }
    }

    private static boolean fits(ValueType type) {
        return type instanceof ValueType.Scalar
                || type instanceof ValueType.Enumeration
                || type instanceof ValueType.Builtin builtin && builtin.kind() != Kind.BYTES;
    }
}
