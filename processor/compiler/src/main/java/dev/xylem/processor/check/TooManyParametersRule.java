package dev.xylem.processor.check;

import dev.xylem.processor.diag.Code;
import dev.xylem.processor.model.declared.ClassDeclaration;
import dev.xylem.processor.model.declared.Flag;
import dev.xylem.processor.model.declared.ParameterDeclaration;
import java.util.stream.Stream;

/** A method takes no more parameters than the virtual machine allows. */
final class TooManyParametersRule implements Rule {
    @Override
    public Code code() {
        return Code.TOO_MANY_PARAMETERS;
    }

    @Override
    public void part(ClassDeclaration part, Report report) {
        Stream.concat(part.constructors().stream(), part.methods().stream()).forEach(method -> {
            int slots = method.flags().contains(Flag.STATIC) ? 0 : 1;
            for (ParameterDeclaration parameter : method.parameters()) {
                slots += parameter.type().slots();
            }
            if (slots > LIMIT) {
                report.add(
                        method.position(),
                        "The parameters of " + (method.isMarked() ? method.name() : "the constructor") + " take "
                                + slots + " slots, but the virtual machine allows " + LIMIT
                                + " (long and double take two, the object itself one).",
                        "split it: derive intermediate values from some of them.");
            }
        });
    }

    private static final int LIMIT = 255;
}
