package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.JavaType;
import dev.xylem.processor.model.Position;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration.CodecDeclaration;
import dev.xylem.processor.model.declared.MethodDeclaration.InputMark;
import java.util.Optional;

/** The codec of an input can be constructed and converts the type of the input. */
final class CodecRule implements Rule {
    @Override
    public Code code() {
        return Code.CODEC;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        for (MethodDeclaration method : part.methods()) {
            method.input().flatMap(InputMark::codec).ifPresent(codec -> check(method, codec, report));
        }
    }

    private static void check(MethodDeclaration method, CodecDeclaration codec, Report report) {
        Position at = method.at("Input", "codec");
        if (!codec.usable()) {
            report.add(
                    at,
                    "Generated code cannot construct the codec " + codec.id() + ".",
                    "make it a public class, not abstract, with a public constructor without parameters.");
            return;
        }
        Optional<JavaType> wanted =
                method.result().map(type -> type.core().java().boxed());
        if (wanted.isPresent()
                && codec.converts().isPresent()
                && !codec.converts().equals(wanted)) {
            report.add(
                    at,
                    "The codec " + codec.id().simpleName() + " converts "
                            + codec.converts().get().shown() + ", but " + method.name() + " is of type "
                            + wanted.get().shown() + ".",
                    "name a class that implements Codec<" + wanted.get().shown() + ">.");
        }
    }
}
