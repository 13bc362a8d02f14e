package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.TreeType;
import dev.xylem.processor.model.ValueType;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;

/** What is written to the store can be turned into text that reads back equal. */
final class NoTextRule implements Rule {
    @Override
    public Code code() {
        return Code.NO_TEXT;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Locals locals = new Locals(part);
        for (MethodDeclaration method : part.methods()) {
            boolean written = method.input().isPresent()
                    || method.computed() && method.publish().isPresent();
            if (!written || method.result().isEmpty()) {
                continue;
            }
            ValueType core = locals.type(method).orElseThrow().core();
            if (core instanceof ValueType.Parsed parsed && !parsed.writable()) {
                report.add(
                        method.position(),
                        "The type " + parsed.java().shortName() + " of " + method.name() + " can be read by "
                                + parsed.method() + "(String) but has no toString of its own to write it back.",
                        method.input().isPresent()
                                ? "override toString so that " + parsed.method()
                                        + " understands it, or name a codec in @Input."
                                : "override toString so that " + parsed.method() + " understands it.");
            } else if (core instanceof TreeType && method.input().isEmpty()) {
                report.add(
                        method.position(),
                        "The published value " + method.name() + " has no text: "
                                + core.java().shown() + " would take a directory.",
                        "publish each of its parts by a derived value of its own.");
            } else if (core instanceof ValueType.Opaque opaque && method.input().isEmpty()) {
                report.add(
                        method.position(),
                        "The published value " + method.name() + " has no text: "
                                + opaque.java().shown() + " " + opaque.why() + ".",
                        "publish a value of a type that has one, such as String or long, derived from this one.");
            }
        }
    }
}
